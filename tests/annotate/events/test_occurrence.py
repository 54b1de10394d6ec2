"""Whether what a trigger names has happened, by the words around it, in trees spelled out."""

import pytest

from flows.annotate.events.occurrence import is_possible, read_occurrence
from tests.trees import tree, word

FIRE = "Rebels:NNS:nsubj:fire {aux}fire:VB:ROOT: shells:NNS:dobj:fire"


def occurrence(spelled: str, trigger: str, mode: str = "") -> str:
    return read_occurrence(word(tree(spelled), trigger), mode)


@pytest.mark.parametrize(
    ("spelled", "trigger", "expected"),
    [
        ("Rebels:NNS:nsubj:fired fired:VBD:ROOT: shells:NNS:dobj:fired", "fired", "happened"),
        (FIRE.format(aux="will:MD:aux:fire "), "fire", "planned"),
        ("He:PRP:nsubj:is is:VBZ:ROOT: ahead:RB:advmod:is of:IN:prep:ahead talks:NNS:pobj:of",
         "talks", "planned"),
        ("He:PRP:nsubj:came came:VBD:ROOT: ahead:RB:advmod:came of:IN:prep:ahead "
         "talks:NNS:pobj:of", "talks", "happened"),
        ("He:PRP:nsubj:leads leads:VBZ:ROOT: heading:VBG:advcl:leads into:IN:prep:heading "
         "primaries:NNS:pobj:into", "primaries", "planned"),
        ("They:PRP:nsubj:meet meet:VBP:ROOT: on:IN:prep:meet eve:NN:pobj:on of:IN:prep:eve "
         "talks:NNS:pobj:of", "talks", "planned"),
        ("Iran:NNP:nsubjpass:forced will:MD:aux:forced not:RB:neg:forced be:VB+AUX:auxpass:forced "
         "forced:VBN:ROOT: into:IN:prep:forced talks:NNS:pobj:into", "talks", "denied"),
        ("Iran:NNP:nsubjpass:forced was:VBD+AUX:auxpass:forced forced:VBN:ROOT: "
         "into:IN:prep:forced talks:NNS:pobj:into", "talks", "happened"),
        ("Iran:NNP:nsubj:look did:VBD+AUX:aux:look not:RB:neg:look look:VB:ROOT: "
         "into:IN:prep:look talks:NNS:pobj:into", "talks", "happened"),
        ("Police:NNS:nsubj:came came:VBD:ROOT: to:TO:aux:disperse disperse:VB:advcl:came "
         "rally:NN:dobj:disperse", "rally", "happened"),
        ("Crews:NNS:nsubj:came came:VBD:ROOT: to:TO:aux:fight fight:VB:advcl:came "
         "fire:NN:dobj:fight", "fire", "happened"),
        ("They:PRP:nsubj:came came:VBD:ROOT: to:TO:aux:fight fight:VB:advcl:came "
         "election:NN:dobj:fight", "election", "hypothetical"),
        ("Ruiz:NNP:nsubj:demanded demanded:VBD:ROOT: inquiry:NN:dobj:demanded "
         "into:IN:prep:inquiry raid:NN:pobj:into", "raid", "happened"),
        ("Police:NNS:nsubj:came came:VBD:ROOT: to:TO:aux:hold hold:VB:advcl:came "
         "rally:NN:dobj:hold", "rally", "hypothetical"),
        (FIRE.format(aux="could:MD:aux:fire "), "fire", "hypothetical"),
        (FIRE.format(aux="did:VBD+AUX:aux:fire not:RB:neg:fire "), "fire", "denied"),
        (FIRE.format(aux="will:MD:aux:fire never:RB:advmod:fire "), "fire", "denied"),
        ("Nobody:NN:nsubj:fired fired:VBD:ROOT: shells:NNS:dobj:fired", "fired", "denied"),
        ("Police:NNS:nsubj:upheld upheld:VBD:ROOT: Resolution:NNP:dobj:upheld "
         "No:DT:det:Resolution .:.:punct:No 1701:CD:nummod:Resolution", "upheld", "happened"),
        ("Police:NNS:nsubj:fired fired:VBD:ROOT: no:DT:det:shots shots:NNS:dobj:fired",
         "fired", "denied"),
        ("Rebels:NNS:nsubj:firing are:VBP+AUX:aux:firing firing:VBG:ROOT:", "firing", "ongoing"),
        ("if:IN:mark:fire rebels:NNS:nsubj:fire fire:VBP:advcl:flee people:NNS:nsubj:flee "
         "flee:VBP:ROOT:", "fire", "hypothetical"),
        ("if:IN:mark:reached deal:NN:nsubjpass:reached is:AUX:auxpass:reached "
         "reached:VBN:advcl:go and:CC:cc:reached rebels:NNS:nsubj:leave leave:VBP:conj:reached "
         "troops:NNS:nsubj:go go:VBP:ROOT:", "deal", "hypothetical"),
        ("if:IN:mark:reached deal:NN:nsubjpass:reached is:AUX:auxpass:reached "
         "reached:VBN:advcl:go and:CC:cc:reached rebels:NNS:nsubj:leave leave:VBP:conj:reached "
         "troops:NNS:nsubj:go go:VBP:ROOT:", "leave", "hypothetical"),
        ("if:IN:mark:ends strike:NN:nsubj:ends ends:VBZ:advcl:go troops:NNS:nsubj:go "
         "go:VBP:ROOT:", "strike", "happened"),
        ("Ruiz:NNP:nsubj:said said:VBD:ROOT: they:PRP:nsubj:fire would:MD:aux:fire "
         "fire:VB:ccomp:said", "fire", "planned"),
        ("They:PRP:nsubj:fired would:MD:aux:fired have:VB+AUX:aux:fired fired:VBN:ROOT:",
         "fired", "hypothetical"),
        ("Rebels:NNS:nsubj:tried tried:VBD:ROOT: to:TO:aux:fire fire:VB:xcomp:tried",
         "fire", "attempted"),
        ("Rebels:NNS:nsubj:plan plan:VBP:ROOT: to:TO:aux:fire fire:VB:xcomp:plan",
         "fire", "planned"),
        ("Ruiz:NNP:nsubj:denied denied:VBD:ROOT: that:IN:mark:fired they:PRP:nsubj:fired "
         "fired:VBD:ccomp:denied", "fired", "denied"),
        ("Ruiz:NNP:nsubj:came came:VBD:ROOT: to:TO:aux:fire fire:VB:advcl:came",
         "fire", "hypothetical"),
        ("Deputies:NNS:nsubj:voted voted:VBD:ROOT: to:TO:aux:censure censure:VB:xcomp:voted "
         "Ruiz:NNP:dobj:censure", "censure", "happened"),
        ("Deputies:NNS:nsubj:vote will:MD:aux:vote vote:VB:ROOT: to:TO:aux:censure "
         "censure:VB:xcomp:vote Ruiz:NNP:dobj:censure", "censure", "planned"),
        ("Miners:NNS:nsubj:voted voted:VBD:ROOT: to:TO:aux:fire fire:VB:xcomp:voted",
         "fire", "planned"),
        ("an:DT:det:order order:NN:nsubj:came to:TO:aux:fire fire:VB:acl:order came:VBD:ROOT:",
         "fire", "planned"),
        ("Rebels:NNS:nsubj:are are:VBP+AUX:ROOT: ready:JJ:acomp:are to:TO:aux:fire "
         "fire:VB:xcomp:ready", "fire", "planned"),
        ("There:EX:expl:was was:VBD+AUX:ROOT: no:DT:det:attack attack:NN:attr:was",
         "attack", "denied"),
        ("A:DT:det:attack failed:VBN:amod:attack attack:NN:nsubj:came came:VBD:ROOT:",
         "attack", "attempted"),
        ("The:DT:det:rains failed:VBN:amod:rains rains:NNS:nsubj:came came:VBD:ROOT:",
         "rains", "happened"),
        ("A:DT:det:attack planned:VBN:amod:attack attack:NN:nsubj:failed failed:VBD:ROOT:",
         "attack", "planned"),
        ("Ruiz:NNP:nsubj:condemned condemned:VBD:ROOT: the:DT:det:attack attack:NN:dobj:condemned",
         "attack", "happened"),
        ("They:PRP:nsubj:threatened threatened:VBD:ROOT: an:DT:det:attack "
         "attack:NN:dobj:threatened", "attack", "hypothetical"),
        ("They:PRP:nsubj:prevented prevented:VBD:ROOT: an:DT:det:attack attack:NN:dobj:prevented",
         "attack", "denied"),
        ("Ruiz:NNP:nsubj:left left:VBD:ROOT: after:IN:prep:left the:DT:det:attack "
         "attack:NN:pobj:after", "attack", "happened"),
        ("Ruiz:NNP:nsubj:left left:VBD:ROOT: without:IN:prep:left a:DT:det:fight "
         "fight:NN:pobj:without", "fight", "denied"),
    ],
)  # fmt: skip
def test_the_words_around_a_trigger_say_whether_it_happened(
    spelled: str, trigger: str, expected: str
) -> None:
    assert occurrence(spelled, trigger) == expected


def test_what_is_joined_to_what_somebody_said_they_would_do_is_planned_too() -> None:
    spelled = (
        "Lund:NNP:nsubj:said said:VBD:ROOT: it:PRP:nsubj:close would:MD:aux:close "
        "close:VB:ccomp:said shops:NNS:dobj:close and:CC:cc:close sell:VB:conj:close "
        "land:NN:dobj:sell"
    )
    assert [occurrence(spelled, verb) for verb in ("close", "sell")] == ["planned", "planned"]


def test_what_somebody_refrains_from_did_not_happen() -> None:
    spelled = (
        "Rebels:NNS:nsubj:refrained refrained:VBD:ROOT: from:IN:prep:refrained "
        "launching:VBG:pcomp:from strikes:NNS:dobj:launching"
    )
    assert occurrence(spelled, "strikes") == "denied"


def test_a_refusal_is_an_act_of_its_own() -> None:
    refused = FIRE.format(aux="will:MD:aux:fire not:RB:neg:fire ")
    assert occurrence(refused, "fire") == "denied"
    assert occurrence(refused, "fire", "denied_act") == "happened"
    assert occurrence(refused, "fire", "refuse") == "planned"
    assert occurrence(refused, "fire", "willing") == "denied"


@pytest.mark.parametrize(
    ("spelled", "expected"),
    [
        ("They:PRP:nsubj:fired may:MD:aux:fired have:VB+AUX:aux:fired fired:VBN:ROOT:", True),
        ("They:PRP:nsubj:fired had:VBD+AUX:aux:fired fired:VBN:ROOT:", False),
        ("They:PRP:nsubj:fired may:MD:aux:fired be:VB+AUX:auxpass:fired fired:VBN:ROOT:", False),
        ("They:PRP:nsubj:fired reportedly:RB:advmod:fired fired:VBD:ROOT:", True),
        ("They:PRP:nsubj:fired then:RB:advmod:fired fired:VBD:ROOT:", False),
    ],
)
def test_what_may_have_been_is_possible(spelled: str, expected: bool) -> None:
    assert is_possible(word(tree(spelled), "fired")) is expected


HEARSAY = (
    "Ruiz:NNP:nsubj:{verb} {verb}:VBD:ROOT: a:DT:det:{noun} {noun}:NN:dobj:{verb} "
    "that:IN:mark:fired they:PRP:nsubj:fired fired:VBD:acl:{noun}"
)


@pytest.mark.parametrize(
    ("verb", "noun", "expected", "is_open"),
    [
        ("dismissed", "report", "denied", False),
        ("denied", "claim", "denied", False),
        ("saw", "report", "happened", True),
    ],
)
def test_what_a_report_says_is_only_possible_and_denied_with_it(
    verb: str, noun: str, expected: str, is_open: bool
) -> None:
    for label in ("acl", "relcl", "ccomp"):
        spelled = HEARSAY.replace("VBD:acl", f"VBD:{label}").format(verb=verb, noun=noun)
        fired = word(tree(spelled), "fired")
        assert (read_occurrence(fired), is_possible(fired)) == (expected, is_open)


def test_a_noun_with_its_preposition_may_turn_what_it_is_about() -> None:
    spelled = "talk:NN:dobj:heard {link}:IN:prep:talk a:DT:det:coup coup:NN:pobj:{link}"
    heard = "Ruiz:NNP:nsubj:heard heard:VBD:ROOT: " + spelled
    assert occurrence(heard.format(link="of"), "coup") == "hypothetical"
    assert occurrence(heard.format(link="after"), "coup") == "happened"
    warned = heard.replace("talk", "warning")
    assert occurrence(warned.format(link="about"), "coup") == "hypothetical"


def test_a_deed_without_precedent_was_done() -> None:
    spelled = "The:DT:det:raid raid:NN:nsubj:has has:VBZ:ROOT: no:DT:det:aim aim:NN:dobj:has"
    assert occurrence(spelled, "raid") == "happened"


@pytest.mark.parametrize(("verb", "expected"), [("end", "happened"), ("begin", "planned")])
def test_what_will_end_goes_on_and_what_will_begin_does_not(verb: str, expected: str) -> None:
    spelled = (
        f"Rain:NN:nsubj:{verb} will:MD:aux:{verb} {verb}:VB:ROOT: the:DT:det:drought "
        f"drought:NN:dobj:{verb}"
    )
    assert occurrence(spelled, "drought") == expected


def test_what_would_cost_much_has_not_been_done() -> None:
    spelled = (
        "Sending:VBG:csubj:cost troops:NNS:dobj:Sending {modal}cost:{tag}:ROOT: lives:NNS:dobj:cost"
    )
    would = spelled.format(modal="would:MD:aux:cost ", tag="VB")
    assert occurrence(would, "Sending") == "hypothetical"
    assert occurrence(spelled.format(modal="", tag="VBD"), "Sending") == "happened"


HITS = "{who}:NN:nsubj:{verb} {modal}:MD:aux:{verb} {verb}:VB:ROOT: towns:NNS:dobj:{verb}"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("storm", "could", "reach"), "hypothetical"),
        (("storm", "will", "hit"), "planned"),
        (("storm", "could", "cost"), "happened"),  # it struck, and may yet be dear
        (("attack", "could", "hit"), "hypothetical"),
        (("attack", "will", "hit"), "happened"),
        (("attack", "could", "delay"), "happened"),
    ],
)
def test_the_modal_of_the_verb_that_tells_of_a_noun_holds_for_it(
    words: tuple[str, str, str], expected: str
) -> None:
    who, modal, verb = words
    assert occurrence(HITS.format(who=who, modal=modal, verb=verb), who) == expected


def test_what_an_article_makes_known_has_happened_whatever_it_may_yet_do() -> None:
    known = "The:DT:det:attack " + HITS.format(who="attack", modal="could", verb="hit")
    stormed = "The:DT:det:storm " + HITS.format(who="storm", modal="could", verb="hit")
    assert occurrence(known, "attack") == "happened"
    assert occurrence(stormed, "storm") == "hypothetical"


@pytest.mark.parametrize(
    ("spelled", "expected"),
    [
        ("They:PRP:nsubj:told told:VBD:ROOT: us:PRP:dobj:told that:IN:mark:fled "
         "rebels:NNS:nsubj:fled fled:VBD:ccomp:told", "happened"),
        ("They:PRP:nsubj:told told:VBD:ROOT: us:PRP:dobj:told to:TO:aux:fled fled:VB:xcomp:told",
         "hypothetical"),
    ],
)  # fmt: skip
def test_what_is_told_happened_and_what_one_is_told_to_do_has_not(
    spelled: str, expected: str
) -> None:
    assert occurrence(spelled, "fled") == expected


@pytest.mark.parametrize(
    ("spelled", "trigger", "expected"),
    [
        ("Firm:NN:nsubj:is is:VBZ:ROOT: to:TO:aux:shed shed:VB:xcomp:is", "shed", "planned"),
        ("Job:NN:nsubj:is is:VBZ:ROOT: to:TO:aux:shed shed:VB:xcomp:is", "shed", "hypothetical"),
        ("Talks:NNS:nsubj:are are:VBP:ROOT: to:TO:aux:resume resume:VB:xcomp:are",
         "Talks", "planned"),
        ("Talks:NNS:nsubj:are are:VBP:ROOT: due:JJ:acomp:are to:TO:aux:start start:VB:xcomp:due",
         "Talks", "planned"),
        ("Talks:NNS:nsubj:are are:VBP:ROOT: useful:JJ:acomp:are", "Talks", "happened"),
        ("Data:NNS:nsubj:suggest suggest:VBP:ROOT: rebels:NNS:nsubj:fled fled:VBD:ccomp:suggest",
         "fled", "happened"),
        ("He:PRP:nsubj:suggested suggested:VBD:ROOT: rebels:NNS:nsubj:flee flee:VB:ccomp:suggested",
         "flee", "hypothetical"),
        ("He:PRP:nsubj:said said:VBD:ROOT: it:PRP:nsubj:halting was:VBD+AUX:aux:halting "
         "halting:VBG:ccomp:said", "halting", "ongoing"),
        ("It:PRP:nsubj:halting was:VBD+AUX:aux:halting halting:VBG:ROOT:", "halting", "happened"),
    ],
)  # fmt: skip
def test_what_is_to_happen_is_planned_and_what_goes_on_is_told_so(
    spelled: str, trigger: str, expected: str
) -> None:
    assert occurrence(spelled, trigger) == expected


@pytest.mark.parametrize("label", ["acl", "relcl"])
def test_what_a_foiled_plot_was_for_did_not_happen_by_either_label(label: str) -> None:
    spelled = (
        "They:PRP:nsubj:foiled foiled:VBD:ROOT: a:DT:det:plot plot:NN:dobj:foiled "
        f"to:TO:aux:bomb bomb:VB:{label}:plot it:PRP:dobj:bomb"
    )
    assert occurrence(spelled, "bomb") == "denied"


LED = (
    "Mali:NNP:nsubj:{verb} {verb}:VBD:ROOT: {link}:IN:prep:{verb} {what}"
    "the:DT:det:release release:NN:{dep}"
)


@pytest.mark.parametrize(
    ("verb", "link", "what", "dep", "expected"),
    [
        ("pressed", "for", "", "pobj:for", "hypothetical"),
        ("waited", "for", "", "pobj:for", "hypothetical"),
        ("insisted", "on", "securing:VBG:pcomp:on ", "dobj:securing", "hypothetical"),
        ("insisted", "on", "condemning:VBG:pcomp:on ", "dobj:condemning", "happened"),
        ("focused", "on", "securing:VBG:pcomp:on ", "dobj:securing", "hypothetical"),
        ("focused", "on", "", "pobj:on", "happened"),
        ("went", "on", "", "pobj:on", "happened"),
        ("thrived", "on", "securing:VBG:pcomp:on ", "dobj:securing", "happened"),
    ],
)
def test_what_a_preposition_leads_to_may_still_be_sought(
    verb: str, link: str, what: str, dep: str, expected: str
) -> None:
    spelled = LED.format(verb=verb, link=link, what=what, dep=dep)
    assert occurrence(spelled, "release") == expected


def test_what_somebody_holds_off_is_not_done() -> None:
    spelled = (
        "Mali:NNP:nsubj:held held:VBD:ROOT: off:RP:prt:held shelling:VBG:xcomp:held "
        "towns:NNS:dobj:shelling"
    )
    assert occurrence(spelled, "shelling") == "denied"


@pytest.mark.parametrize(("verb", "expected"), [("protest", "happened"), ("stage", "hypothetical")])
def test_what_somebody_wants_to_protest_was_there_before(verb: str, expected: str) -> None:
    spelled = (
        f"They:PRP:nsubj:met met:VBD:ROOT: to:TO:aux:{verb} {verb}:VB:advcl:met "
        f"a:DT:det:raid raid:NN:dobj:{verb}"
    )
    assert occurrence(spelled, "raid") == expected


@pytest.mark.parametrize(
    ("spelled", "expected"),
    [
        ("Riots:NNS:nsubj:raging have:VBP+AUX:aux:raging been:VBN+AUX:aux:raging "
         "raging:VBG:ROOT:", "ongoing"),
        ("Riots:NNS:nsubj:raging had:VBD+AUX:aux:raging been:VBN+AUX:aux:raging "
         "raging:VBG:ROOT:", "happened"),
        ("Riots:NNS:nsubj:are are:VBP+AUX:ROOT: underway:RB:advmod:are", "ongoing"),
        ("Riots:NNS:nsubj:are are:VBP+AUX:ROOT: underway:RB:conj:are", "ongoing"),
        ("Riots:NNS:nsubj:are are:VBP+AUX:ROOT: under:IN:prep:are way:NN:pobj:under", "ongoing"),
        ("Riots:NNS:nsubj:were were:VBD+AUX:ROOT: underway:RB:advmod:were", "happened"),
        ("Riots:NNS:nsubj:are are:VBP+AUX:ROOT: rare:JJ:acomp:are", "happened"),
    ],
)  # fmt: skip
def test_what_has_been_raging_or_is_under_way_goes_on(spelled: str, expected: str) -> None:
    assert occurrence(spelled, "Riots") == expected


@pytest.mark.parametrize(
    ("modal", "participle", "expected"),
    [
        ("will:MD:aux:close ", "cutting", "planned"),
        ("could:MD:aux:close ", "cutting", "hypothetical"),
        ("", "cutting", "happened"),
        ("will:MD:aux:close ", "blaming", "happened"),
        ("will:MD:aux:close ", "while:IN:advmod:cutting cutting", "happened"),
    ],
)
def test_a_participle_goes_on_with_what_its_verb_tells(
    modal: str, participle: str, expected: str
) -> None:
    spelled = (
        f"Lund:NNP:nsubj:close {modal}close:VB:ROOT: mills:NNS:dobj:close "
        f"{participle}:VBG:advcl:close"
    )
    assert occurrence(spelled, participle.split(" ")[-1]) == expected


@pytest.mark.parametrize(("verb", "expected"), [("sought", "hypothetical"), ("came", "happened")])
def test_what_somebody_seeks_to_have_done_is_not_done_yet(verb: str, expected: str) -> None:
    sought = (
        "They:PRP:nsubj:sought sought:VBD:ROOT: to:TO:aux:have have:VB:xcomp:sought "
        "mills:NNS:nsubjpass:closed closed:VBN:ccomp:have"
    )
    if verb == "sought":  # the same by other labels
        other = sought.replace("nsubjpass:closed", "dobj:have").replace("VBN:ccomp", "VBD:ccomp")
        assert occurrence(other, "closed") == expected
    had = "They:PRP:nsubj:had had:VBD:ROOT: mills:NNS:nsubjpass:closed closed:VBN:ccomp:had"
    assert occurrence(sought if verb == "sought" else had, "closed") == expected


@pytest.mark.parametrize(("verb", "expected"), [("got", "happened"), ("want", "planned")])
def test_what_comes_after_what_somebody_was_got_to_do_has_happened(
    verb: str, expected: str
) -> None:
    tag = "VBD" if verb == "got" else "VBP"
    spelled = (
        f"They:PRP:nsubj:{verb} {verb}:{tag}:ROOT: him:PRP:dobj:{verb} to:TO:aux:yield "
        f"yield:VB:xcomp:{verb} before:IN:prep:yield the:DT:det:raid raid:NN:pobj:before"
    )
    assert occurrence(spelled, "raid") == expected


@pytest.mark.parametrize(("verb", "expected"), [("added", "planned"), ("studied", "happened")])
def test_charges_that_will_be_brought_are_planned(verb: str, expected: str) -> None:
    spelled = (
        f"Charges:NNS:nsubjpass:{verb} will:MD:aux:{verb} be:VB+AUX:auxpass:{verb} {verb}:VBN:ROOT:"
    )
    assert occurrence(spelled, "Charges") == expected


@pytest.mark.parametrize(
    ("spelled", "expected"),
    [
        ("They:PRP:nsubj:firing were:VBD+AUX:aux:firing still:RB:advmod:firing firing:VBG:ROOT:",
         "ongoing"),
        ("They:PRP:nsubj:firing still:RB:advmod:firing firing:VBD:ROOT:", "happened"),
    ],
)  # fmt: skip
def test_what_was_still_being_done_goes_on(spelled: str, expected: str) -> None:
    assert occurrence(spelled, "firing") == expected


@pytest.mark.parametrize(("what", "expected"), [("end", "happened"), ("share", "hypothetical")])
def test_what_somebody_hopes_will_end_goes_on(what: str, expected: str) -> None:
    spelled = (
        f"They:PRP:nsubj:hoped hoped:VBD:ROOT: for:IN:prep:hoped {what}:NN:pobj:for "
        f"to:IN:prep:{what} floods:NNS:pobj:to"
    )
    assert occurrence(spelled, "floods") == expected


def test_who_has_got_to_do_it_has_not_done_it_yet() -> None:
    spelled = "They:PRP:nsubj:got got:VBD:ROOT: to:TO:aux:yield yield:VB:xcomp:got"
    assert occurrence(spelled, "yield") == "hypothetical"
    spelled = spelled.replace("got:VBD:ROOT:", "got:VBD:ROOT: him:PRP:dobj:got")
    assert occurrence(spelled, "yield") == "happened"


@pytest.mark.parametrize(("link", "expected"), [("for", "planned"), ("with", "happened")])
def test_what_is_fixed_for_a_day_is_planned(link: str, expected: str) -> None:
    spelled = (
        "Talks:NNS:nsubjpass:fixed were:VBD+AUX:auxpass:fixed fixed:VBN:ROOT: "
        f"{link}:IN:prep:fixed Monday:NNP:pobj:{link}"
    )
    assert occurrence(spelled, "Talks") == expected


SIGN = (
    "There:EX:expl:is is:VBZ:ROOT: {no}:DT:det:sign sign:NN:attr:is that:IN:mark:left "
    "rebels:NNS:nsubj:left left:VBD:{label}:sign"
)


@pytest.mark.parametrize(
    ("no", "label", "expected"),
    [("no", "acl", "denied"), ("no", "relcl", "denied"), ("a", "acl", "happened")],
)
def test_what_there_is_no_sign_of_did_not_happen(no: str, label: str, expected: str) -> None:
    assert occurrence(SIGN.format(no=no, label=label), "left") == expected


@pytest.mark.parametrize(
    ("rank", "expected"), [("first", "happened"), ("only", "happened"), ("next", "hypothetical")]
)
def test_who_is_the_first_to_do_something_has_done_it(rank: str, expected: str) -> None:
    spelled = (
        f"He:PRP:nsubj:was was:VBD:ROOT: {rank}:JJ:amod:guard guard:NN:attr:was to:TO:aux:yield "
        "yield:VB:relcl:guard"
    )
    assert occurrence(spelled, "yield") == expected


@pytest.mark.parametrize(("still", "expected"), [("still", "ongoing"), ("then", "happened")])
def test_what_was_still_under_way_goes_on(still: str, expected: str) -> None:
    spelled = f"Attack:NN:nsubj:was was:VBD:ROOT: {still}:RB:advmod:was underway:JJ:acomp:was"
    assert occurrence(spelled, "Attack") == expected
