"""Plants in child runs and their spawner."""

from harness.catalogue.entry import Plant

PLANTS: tuple[Plant, ...] = (
    Plant(
        "child-failure-swallowed",
        "A child run that failed is told to its parent as one that went well.",
        "An exception of the child becomes a result without success",
        caught_by=("child_failures_reach_the_parent",),
        scenarios=("subpipeline_tree",),
    ),
    Plant(
        "child-error-without-its-text",
        "The parent of a failed child is told that it failed, and not why.",
        "The result of a failed child holds its error",
        caught_by=("child_failures_reach_the_parent",),
        scenarios=("subpipeline_tree",),
    ),
    Plant(
        "result-of-a-sibling",
        "One child in thirty that ends while a sibling is under way gives the result of the child before it.",
        "The result of a child is what it returned",
        caught_by=("a_child_gives_its_own_result",),
        scenarios=("subpipeline_tree",),
    ),
    Plant(
        "every-tenth-child-event-lost",
        "One event in ten of the ends of child runs is not sent.",
        "Every spawned child has one terminal event",
        caught_by=("child_events_are_paired",),
        scenarios=("subpipeline_tree",),
    ),
    Plant(
        "cancelled-child-ends-silently",
        "No event tells that a child run was cancelled.",
        "Every spawned child has one terminal event",
        caught_by=("child_events_are_paired",),
        scenarios=("subpipeline_tree",),
    ),
    Plant(
        "one-level-too-deep",
        "A spawner allows one level of children more than its limit says.",
        "No child is spawned below the limit of depth",
        caught_by=("depth_is_limited",),
        scenarios=("subpipeline_tree",),
    ),
    Plant(
        "depth-is-never-given-back",
        "A spawner counts all children that there were, and takes that for their depth.",
        "A child that has ended uses up no depth",
        caught_by=("depth_is_limited",),
        scenarios=("subpipeline_tree",),
    ),
    Plant(
        "child-never-unregistered",
        "One child in ten stays registered when it has ended.",
        "Nothing is remembered of a child that has ended",
        caught_by=("nothing_stays_open",),
        scenarios=("subpipeline_tree",),
    ),
    Plant(
        "parents-data-by-reference",
        "A child reads the very containers that its parent holds.",
        "A child has a read-only view of its parent's data",
        caught_by=(
            "inherited_data_is_frozen",
            "parent_is_unchanged",
        ),
        scenarios=("subpipeline_inheritance",),
    ),
    Plant(
        "run-id-of-the-parent",
        "A child run goes under the run id of its parent.",
        "A child run has a run id of its own",
        caught_by=(
            "run_ids_are_distinct",
            "child_inherits_the_parents_context",
        ),
        scenarios=(
            "subpipeline_tree",
            "subpipeline_inheritance",
        ),
    ),
    Plant(
        "user-not-inherited",
        "A child run does not know whose run it is.",
        "fork() keeps request, session, user and organisation",
        caught_by=("child_inherits_the_parents_context",),
        scenarios=("subpipeline_inheritance",),
    ),
    Plant(
        "child-outlives-its-parent",
        "Whoever waits for a child may be cancelled, and the child goes on.",
        "A child ends before its cancelled parent",
        caught_by=(
            "children_end_with_their_parent",
            "nothing_is_left_behind",
        ),
        scenarios=("subpipeline_tree",),
    ),
    Plant(
        "cancel-only-marks",
        "cancel_with_children names the runs that it cancels, and lets them run.",
        "cancel_with_children cancels the tasks of live children",
        caught_by=("a_cancelled_child_is_stopped",),
        scenarios=("subpipeline_tree",),
    ),
)
