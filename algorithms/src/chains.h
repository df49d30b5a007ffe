/* Ejection chains: a few moves in a row that mend what no single move can. */
#ifndef WG_CHAINS_H
#define WG_CHAINS_H

#include "draft.h"

/* Lessens the fault of the draft by chains of moves from every part out of range, stopping at
 * `bound`: short ones from all of them first, then longer and broader ones, as far as looking at
 * `steps` borders goes. The cost of borders decides only between moves that leave the same fault.
 * Fails only when memory runs out or the context wishes to stop. */
wg_status wg_chains(wg_draft *draft, wg_context *context, const wg_rule *rule, int64_t bound,
                    int64_t steps) WG_MUST_CHECK;

#endif
