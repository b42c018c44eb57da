"""Family delta_chain: plain trees edited again and again, sent as deltas, replayed, and replayed wrongly."""

import contextlib
import copy
import itertools
import json
import random
from collections.abc import Callable, Mapping
from typing import Any

from harness.wire import ScenarioRun
from harness.worker.adapter import Subject, text_of
from harness.worker.recorder import Recorder

MARKS = ("$set", "$remove", "__deleted__", "op", "path", "value", "base", "null")
"""Keys that a careless codec takes for its own marks."""
KINDS = 7
EQUALS = (1, True, 1.0)
MESSAGE = "a message of the conversation, of a length that is worth a delta. " * 8
Make = Callable[[Any, Any], Any]
Apply = Callable[[Any, Any], Any]


async def body(order: ScenarioRun, subject: Subject, recorder: Recorder) -> None:
    """`edits` random edits in a chain, each sent as text; then deltas on the wrong base; then what deltas weigh beside
    a document of `messages`. Raises Unsupported where the subject has no codec.
    """
    make, apply = subject.delta_codec()
    chain = _chain(int(order.arguments["edits"]), random.Random(order.seed))
    deltas = _replay(chain, make, apply, recorder)
    _replay_wrongly(chain, deltas, apply, recorder)
    _weigh(int(order.arguments["messages"]), make, recorder)


def _chain(edits: int, drawn: random.Random) -> list[dict[str, Any]]:
    """Trees, each the one before it with one edit."""
    tree: dict[str, Any] = {"messages": [{"role": "user", "n": 0}], "memory": {"a": 1, "b": None}, "none": None}
    chain = [copy.deepcopy(tree)]
    for number in range(edits):
        _edit(tree, number, drawn)
        chain.append(copy.deepcopy(tree))
    return chain


def _edit(tree: dict[str, Any], number: int, drawn: random.Random) -> None:
    """In turn: a value set, a key removed, None set, a list made longer and shorter, a number that becomes an equal one
    of another type, a mark for a key.
    """
    memory, messages, key = tree["memory"], tree["messages"], f"k{drawn.randrange(9)}"
    kind = number % KINDS
    if kind == 0:
        memory[key] = {"n": number, "list": [number, None]}
    elif kind == 1 and memory:
        memory.pop(drawn.choice(sorted(memory)))
    elif kind == 2:
        memory[key] = None
    elif kind == 3:
        messages.append({"role": "user", "n": number})
    elif kind == 4 and len(messages) > 3:
        del messages[drawn.randrange(len(messages))]
    elif kind == 5:
        memory["one"] = EQUALS[number // KINDS % len(EQUALS)]
    else:
        memory[drawn.choice(MARKS)] = drawn.choice([None, [], {}, "x", {"$remove": True}])


def _replay(chain: list[dict[str, Any]], make: Make, apply: Apply, recorder: Recorder) -> list[str]:
    """Applies each delta to what the ones before it gave; gives the deltas as text."""
    deltas, reached = [], copy.deepcopy(chain[0])
    for number, (base, current) in enumerate(itertools.pairwise(chain)):
        inputs = {"base": base, "current": current, "reached": reached}
        for name, value in inputs.items():
            recorder.fingerprint(f"delta_input:{name}:{number}", "before", value)
        try:
            deltas.append(json.dumps(make(base, current)))
            after = apply(reached, json.loads(deltas[-1]))
            _edit_the_result(reached, json.loads(deltas[-1]), number, apply, recorder)
        except Exception as error:  # noqa: BLE001 - whatever the subject raises is what is recorded
            after = f"raised {type(error).__name__}: {text_of(error)[:100]}"
        for name, value in inputs.items():
            recorder.fingerprint(f"delta_input:{name}:{number}", "after", value)
        recorder.fingerprint(f"delta:edit {number % KINDS}:{number}", "current", current)
        recorder.fingerprint(f"delta:edit {number % KINDS}:{number}", "applied", after)
        if isinstance(after, str):
            break  # nothing was reached that the next one could be applied to
        reached = after
    return deltas


def _edit_the_result(reached: Any, delta: Any, number: int, apply: Apply, recorder: Recorder) -> None:
    """Applies a delta once more and writes into every part of what comes of it, where that can be written into: neither
    the delta nor what it was applied to may be reached by that.
    """
    recorder.fingerprint(f"delta_input:delta:{number}", "before", delta)
    waiting = [apply(reached, delta)]
    while waiting:
        part = waiting.pop()
        waiting += part.values() if isinstance(part, Mapping) else part if isinstance(part, list | tuple) else ()
        with contextlib.suppress(TypeError):  # frozen, which is as good
            if isinstance(part, dict):
                part["intruder"] = number
            elif isinstance(part, list):
                part.append("intruder")
    recorder.fingerprint(f"delta_input:delta:{number}", "after", delta)


def _replay_wrongly(chain: list[dict[str, Any]], deltas: list[str], apply: Apply, recorder: Recorder) -> None:
    """Each delta on the base after the next one, and each second delta without the one before it."""
    for number in range(len(deltas) - 1):
        for how, base, delta in (
            ("a delta applied twice", chain[number + 1], deltas[number]),
            ("a delta whose predecessor is missing", chain[number], deltas[number + 1]),
        ):
            if chain[number] == chain[number + 1] or chain[number + 1] == chain[number + 2]:
                continue  # of equal trees either is the right base
            try:
                apply(copy.deepcopy(base), json.loads(delta))
                ended, error = "accepted", ""
            except (ValueError, TypeError, KeyError) as refusal:
                ended, error = "refused", f"{type(refusal).__name__}: {text_of(refusal)[:100]}"
            except Exception as crash:  # noqa: BLE001 - whatever the subject raises is what is recorded
                ended, error = "crashed", f"{type(crash).__name__}: {text_of(crash)[:100]}"
            recorder.event("delta_misapplied", how=how, number=number, ended=ended, error=error)


def _weigh(messages: int, make: Make, recorder: Recorder) -> None:
    """One message more, and one in a hundred changed."""
    talk = {"messages": [{"role": "user", "n": n, "content": f"{n} {MESSAGE}"} for n in range(messages)]}
    longer = copy.deepcopy(talk)
    longer["messages"].append({"role": "user", "n": messages, "content": f"{messages} {MESSAGE}"})
    recorder.measure("message_bytes", _bytes(longer["messages"][-1]))
    recorder.measure("appended_delta_bytes", _bytes(make(talk, longer)))
    changed = copy.deepcopy(talk)
    for n in range(0, messages, 100):
        changed["messages"][n]["content"] = f"{n} {MESSAGE[:-2]}!"
    recorder.measure("document_bytes", _bytes(changed))
    recorder.measure("changed_delta_bytes", _bytes(make(talk, changed)))


def _bytes(value: Any) -> int:
    return len(json.dumps(value, separators=(",", ":")).encode())
