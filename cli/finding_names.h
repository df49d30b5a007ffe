/* What the finding codes are called to a person. */
#ifndef CLI_FINDING_NAMES_H
#define CLI_FINDING_NAMES_H

#include "program.h"

cli_words finding_name(wg_finding_code code);
/* As in finding_codes.def. */
wg_severity finding_severity(wg_finding_code code);
/* "error" in the language of the run. */
const char *severity_word(const cli_program *program, wg_severity severity);
/* The code of that stable name (`length` bytes), or WG_FINDING_CODES. */
wg_finding_code finding_code_named(const char *name, size_t length);

#endif
