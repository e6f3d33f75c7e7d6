// The gate before the judge: here the judge itself answers, and stops at the first error.

import {def} from "../python.mjs";
import {$Draft202012Validator as judge, $FormatChecker as FormatChecker} from "./jsonschema.mjs";

export const $Draft202012Validator = def(["schema", "formats", "validate_formats"], (schema, formats) => {
  const checker = new FormatChecker();
  for (const [name, check] of formats.entries()) checker.$checks(name)((value) => typeof value !== "string" || check(value));
  const found = judge(schema, checker);
  return {$is_valid: (value) => found.$is_valid(value)};
});
