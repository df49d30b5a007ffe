/* Ejection chains: a few moves in a row that mend what no single move can. */
#ifndef WG_CHAINS_H
#define WG_CHAINS_H

#include "draft.h"

/* Lessens the fault of the draft by chains of moves from every part out of range, stopping at
 * `bound`; the cost of borders decides only between moves that leave the same fault. A part that
 * cannot be mended costs half a millisecond, `wide` some four. */
wg_status wg_chains(wg_draft *draft, wg_context *context, const wg_rule *rule, int64_t bound,
                    bool wide) WG_MUST_CHECK;

#endif
