"""derived_context_shares_no_mutable_object: derived contexts stand alone."""

from harness.checks.verdict import CheckSpec, TrialEvidence, Verdict, failed, passed, vacuous


def derived_context_shares_no_mutable_object(evidence: TrialEvidence) -> Verdict:
    """No mutable object was reachable from a parent and from what was derived from it.

    Vacuous where no pair was walked. Opaque objects (sinks, handles, callables) are shared on purpose and not walked.
    """
    walks = evidence.events("graphs_walked")
    if not walks:
        return vacuous("no context was derived")
    shared = evidence.events("shared_mutable")
    if shared:
        lines = list(
            dict.fromkeys(
                f"{e.fields['how']}: {e.fields['parent']} and {e.fields['derived']} are one mutable {e.fields['type']}."
                for e in shared
            )
        )
        ways = ", ".join(sorted({str(e.fields["how"]) for e in shared}))
        reason = f"{len(shared)} mutable objects shared in {len(walks)} derivations"
        return failed(reason, len(walks), lines, f"shared by {ways}")
    objects = sum(int(w.fields["objects"] or 0) for w in walks)
    return passed(f"{len(walks)} derivations, {objects} objects walked, no mutable one on both sides", len(walks))


CHECK = CheckSpec(
    "derived_context_shares_no_mutable_object", derived_context_shares_no_mutable_object, needs=("graphs_walked",)
)
