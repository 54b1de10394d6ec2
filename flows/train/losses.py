"""Rows of scores and targets in, one loss a head out; what is not known costs nothing."""

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor
from torch.nn import functional

from flows.annotate.learned.heads import ARC_SIZE, HEADS, LINKS, SIDES, columns
from flows.train.batches import Links, Sides, Targets

# A head that few texts label must weigh more, or the others drown it: with equal weights toponyms
# stayed short of their own training texts (F1 91.6).
WEIGHTS = {
    "statement": 1.5, "toponym": 5.0, "timex": 4.0, "entity": 0.3, "event": 8.0,
}  # fmt: skip
LINK_WEIGHT, TYPE_WEIGHT, STATUS_WEIGHT, SIDE_WEIGHT = 3.0, 16.0, 4.0, 3.0
# What holds a head to what the network said before, but in the texts that teach it anew.
HELD = {
    "statement": 1.5, "toponym": 3.0, "timex": 3.0, "entity": 0.5, "status": 0.5,
    "tag": 0.2, "relation": 0.2,
}  # fmt: skip
HELD_VECTORS = 0.1
OF_SIDES = {f"trigger>{side}" for side in SIDES}
OF_EVENTS = {"status", *OF_SIDES}
OF_STATEMENTS = {"statement", *(f"{a}>{b}" for a, b in LINKS)}
TAUGHT = {  # by the project's own texts and labels, and the links of triggers by PLOVER's gold
    "written": {"toponym", *OF_STATEMENTS},
    "statement_spots": OF_STATEMENTS,
    "place_spots": {"toponym"},
    "event_examples": OF_EVENTS,
    "event_spots": OF_EVENTS,
    "events_plover_train": OF_SIDES,
}
SYNTAX_WEIGHTS = {"tag": 0.2, "relation": 0.2, "arc": 0.3, "sentence": 0.3}


def losses(whole: Tensor, mask: Tensor, targets: Targets) -> dict[str, Tensor]:
    """Return every head's weighted loss, a mean over the pieces of the batch.

    `whole` is [windows, pieces, columns], `mask` tells the real pieces.
    """
    rows = whole[mask]
    where, count, found = columns(), len(rows), {}
    kinds = with_none(rows[:, where["event"]])
    for n, name in enumerate((*(head.name for head in HEADS), "event")):
        scores = kinds if name == "event" else rows[:, where[name]]
        loss = tag_loss(scores, targets.allowed[n], targets.weight[n])
        if loss is not None:
            found[name] = WEIGHTS[name] * loss / count
    for (a, b), links in zip(LINKS, targets.links, strict=True):
        if len(links.right):
            asks, answers = where[f"{a}>{b} asks"], where[f"{a}>{b} answers"]
            loss = link_loss(rows[:, asks], rows[:, answers], links)
            found[f"{a}>{b}"] = LINK_WEIGHT * loss / count
    if len(targets.types):
        found["type"] = TYPE_WEIGHT * type_loss(kinds, targets.types) / count
    if len(targets.statuses):
        chances = torch.log_softmax(rows[targets.statuses[:, 0]][:, where["status"]], dim=1)
        loss = functional.nll_loss(chances, targets.statuses[:, 1], reduction="sum")
        found["status"] = STATUS_WEIGHT * loss / count
    if len(targets.sides.right):
        found["sides"] = SIDE_WEIGHT * side_loss(rows, kinds, targets.sides) / count
    for name, loss in syntax_losses(whole, targets.words):
        found[name] = SYNTAX_WEIGHTS[name] * loss / count
    return found


def drift(whole: Tensor, before: Tensor, mask: Tensor, sets: Sequence[str]) -> Tensor:
    """Return how far the heads say something else than they did before.

    A head is free in the windows of the sets that teach it (`sets` has a name a window). Of tags
    and types that is the Kullback-Leibler divergence, of the vectors of links the mean square.
    """
    where, found = columns(), torch.zeros(())
    for name, at in where.items():
        taught = torch.tensor([name.split(" ")[0] in TAUGHT.get(own, ()) for own in sets])
        rows = mask & ~taught[:, None]
        now, then = whole[rows][:, at], before[rows][:, at]
        if name in HELD:
            found = found + HELD[name] * divergence(name, now, then) / mask.sum()
        elif name.endswith((" asks", " answers")):
            square = functional.mse_loss(now, then, reduction="sum") / now.shape[1]
            found = found + HELD_VECTORS * square / mask.sum()
    return found


def divergence(name: str, now: Tensor, then: Tensor) -> Tensor:
    """Return the summed divergence of one head's rows."""
    chances, former = torch.log_softmax(now, dim=1), torch.log_softmax(then, dim=1)
    return functional.kl_div(chances, former, log_target=True, reduction="sum")


def with_none(kinds: Tensor) -> Tensor:
    """Return the scores of types with that of no trigger, which is 0, before them."""
    return functional.pad(kinds, (1, 0))


def syntax_losses(whole: Tensor, words: Tensor) -> Iterator[tuple[str, Tensor]]:
    """Yield the summed losses of tags, relations, heads and sentence starts at words' pieces."""
    where, known = columns(), words[..., 0] >= 0
    if not bool(known.any()):
        return
    for number, name in enumerate(("tag", "relation")):
        right = words[..., number][known]
        scores = whole[..., where[name]][known]
        yield name, functional.cross_entropy(scores, right, reduction="sum", ignore_index=-1)
    answers = whole[..., where["arc answers"]].transpose(1, 2)
    scores = whole[..., where["arc asks"]] @ answers / ARC_SIZE**0.5
    scores = scores.masked_fill(~known[:, None, :], -1e9)[known]
    heads = words[..., 2]
    is_there = (heads >= 0) & known.gather(1, heads.clamp(min=0))
    right = heads.masked_fill(~is_there, -1)[known]
    yield "arc", functional.cross_entropy(scores, right, reduction="sum", ignore_index=-1)
    starts = whole[..., where["sentence"]][known][:, 0]
    right = (words[..., 3][known] > 0).float()
    yield "sentence", functional.binary_cross_entropy_with_logits(starts, right, reduction="sum")


def tag_loss(scores: Tensor, allowed: Tensor, weight: Tensor) -> Tensor | None:
    """Return the summed loss of one layer of tags: minus the log of what the right tags share."""
    size = scores.shape[1]
    full = (1 << size) - 1
    known = (allowed & full) != full
    if not bool(known.any()):
        return None
    chances = torch.log_softmax(scores[known], dim=1)
    right = (allowed[known, None] >> torch.arange(size)) & 1
    shared = torch.logsumexp(chances.masked_fill(right == 0, -1e9), dim=1)
    return -(shared * weight[known]).sum()


def link_loss(asks: Tensor, answers: Tensor, links: Links) -> Tensor:
    """Return the summed loss of one kind of link: each asker chooses among its own window."""
    asker = (asks[links.asker[:, 0]] + asks[links.asker[:, 1]]) / 2
    answer = (answers[links.answer[:, 0]] + answers[links.answer[:, 1]]) / 2
    scores = asker @ answer.T / asker.shape[1] ** 0.5
    apart = links.asker_window[:, None] != links.answer_window[None, :]
    chances = torch.log_softmax(scores.masked_fill(apart, -1e9), dim=1)
    return -(chances[torch.arange(len(links.right)), links.right] * links.weight).sum()


def side_loss(rows: Tensor, kinds: Tensor, sides: Sides) -> Tensor:
    """Return the summed loss of which pieces are of a source, or target, of which trigger."""
    where, found, triggers = columns(), rows.new_zeros(()), all_triggers(kinds, sides)
    for number, side in enumerate(SIDES):
        asks, answers = (rows[:, where[f"trigger>{side} {part}"]] for part in ("asks", "answers"))
        asker = (asks[triggers[:, 0]] + asks[triggers[:, 1]]) / 2
        scores = (asker[sides.event] * answers[sides.piece]).sum(dim=1) / asker.shape[1] ** 0.5
        found = found + functional.binary_cross_entropy_with_logits(
            scores, sides.right[:, number], reduction="sum"
        )
    return found


def all_triggers(kinds: Tensor, sides: Sides) -> Tensor:
    """Return the rows of all triggers: one that is not known is the surest piece of its type."""
    triggers = sides.trigger.clone()
    chances = torch.log_softmax(kinds.detach(), dim=1)
    for number in sides.kind.nonzero()[:, 0].tolist():
        (first, last), kind = sides.trigger[number].tolist(), int(sides.kind[number])
        triggers[number] = first + int(chances[first : last + 1, kind].argmax())
    return triggers


def type_loss(kinds: Tensor, types: Tensor) -> Tensor:
    """Return the summed loss of sentences' types: that no piece at all is a trigger of its type."""
    chances = torch.log_softmax(kinds, dim=1).exp()
    found = kinds.new_zeros(())
    for first, last, kind in types.tolist():
        nowhere = torch.log1p(-chances[first:last, kind].clamp(max=1 - 1e-6)).sum()
        found = found - torch.log(-torch.expm1(nowhere) + 1e-9)
    return found
