// The licences of SPDX, by their identifier in lower case.

import {LICENSES} from "./data.mjs";

export const $LICENSES = LICENSES;
