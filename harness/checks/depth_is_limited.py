"""depth_is_limited: how deep child runs may go."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def depth_is_limited(evidence: TrialEvidence) -> Verdict:
    """In each chain of children the levels up to the limit ran, and the first one below was refused.

    Every chain counts from the same parent: what an earlier one used up and did not give back shows in a later one.
    Vacuous where a chain was not tried level by level until one was refused: then nothing is known of its limit.
    """
    chains: dict[str, dict[int, str]] = {}
    limits: dict[str, int] = {}
    for event in evidence.events("depth_tried"):
        chain, level, limit = str(event.fields["chain"]), event.fields["level"], event.fields["limit"]
        assert isinstance(level, int) and isinstance(limit, int)
        chains.setdefault(chain, {})[level] = str(event.fields["how"])
        limits[chain] = limit
    if not chains:
        return vacuous("no chain of children was tried")
    wrong, kinds = [], set()
    for chain, tried in chains.items():
        limit = limits[chain]
        early = [level for level in range(1, limit + 1) if tried.get(level) == "refused"]
        if early:
            wrong.append(f"{chain}: level {early[0]} was refused, with a limit of {limit}.")
            kinds.add("refused too early")
        deep = [level for level, how in tried.items() if level > limit and how == "ran"]
        if deep:
            wrong.append(f"{chain}: level {max(deep)} ran, with a limit of {limit}.")
            kinds.add("too deep")
    if wrong:
        return failed(f"{len(wrong)} of {len(chains)} chains", len(chains), wrong, "; ".join(sorted(kinds)))
    for chain, tried in chains.items():
        gaps = [level for level in range(1, limits[chain] + 2) if level not in tried]
        if gaps:
            told = f"level {gaps[0]} was not tried, with a limit of {limits[chain]}"
            return vacuous(f"{chain} did not come to the limit: {told}", len(chains))
    return passed(f"{len(chains)} of {len(chains)} chains ended at the limit", len(chains))


CHECK = CheckSpec("depth_is_limited", depth_is_limited, needs=("depth_tried",))
