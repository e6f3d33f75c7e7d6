// What `stdnum` raises: a number that is none.

import {ValueError} from "../python.mjs";

export class $ValidationError extends ValueError {}
