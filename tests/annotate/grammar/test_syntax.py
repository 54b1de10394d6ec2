"""Who does what in a tree: subjects and objects of passives, of what leans on another verb."""

import pytest

from flows.annotate.events.clauses import is_of_joined, is_teller, shares_clause
from flows.annotate.grammar import syntax
from tests.trees import texts, tree, word

BEATEN = "He:PRP:nsubjpass:beaten was:VBD+AUX:auxpass:beaten beaten:VBN:ROOT: and:CC:cc:beaten"
SHOT = (
    "Police:NNS:nsubj:fired fired:VBD:ROOT: at:IN:prep:fired men:NNS:pobj:at "
    "beaten:VBN:advcl:fired by:IN:agent:beaten guards:NNS:pobj:by"
)
SHELLED = (
    "Rebels:NNS:nsubj:shelled shelled:VBD:ROOT: Bria:NNP:dobj:shelled ,:,:punct:Bria "
    "the:DT:det:capital capital:NN:appos:Bria {comma}and:CC:cc:capital towns:NNS:conj:capital"
)
MET = "Ruiz:NNP:nsubj:met met:VBD:ROOT: Lund:NNP:dobj:met"


@pytest.mark.parametrize(
    ("spelled", "verb", "subjects", "objects"),
    [
        (MET, "met", ["Ruiz"], ["Lund"]),
        ("He:PRP:nsubj:fell fell:VBD:ROOT: after:IN:prep:fell being:VBG:auxpass:shot "
         "shot:VBN:pobj:after", "shot", [], ["He"]),
        ("He:PRP:nsubj:spoke spoke:VBD:ROOT: of:IN:prep:spoke being:VBG:auxpass:shot "
         "shot:VBN:pcomp:of", "shot", [], []),
        (f"{BEATEN} robbed:VBN:conj:beaten by:IN:agent:robbed thieves:NNS:pobj:by",
         "robbed", ["thieves"], ["He"]),
        (f"{BEATEN} robbed:VBN:conj:beaten a:DT:det:bank bank:NN:dobj:robbed",
         "robbed", ["He"], ["bank"]),
        (SHOT, "beaten", ["guards"], ["Police"]),
        ("men:NNS:ROOT: beaten:VBN:acl:men by:IN:prep:beaten guards:NNS:pobj:by",
         "beaten", ["guards"], ["men"]),
        ("his:PRP$:poss:order order:NN:nsubj:came to:TO:aux:fire fire:VB:acl:order came:VBD:ROOT:",
         "fire", ["his"], []),
        ("Ruiz:NNP:nsubj:gave gave:VBD:ROOT: an:DT:det:order order:NN:dobj:gave "
         "to:TO:aux:fire fire:VB:acl:order", "fire", ["Ruiz"], []),
        ("an:DT:det:order order:NN:ROOT: to:TO:aux:fire fire:VB:acl:order", "fire", [], []),
        ("Rebels:NNS:nsubj:are are:VBP+AUX:ROOT: ready:JJ:acomp:are to:TO:aux:attack "
         "attack:VB:xcomp:ready towns:NNS:dobj:attack", "attack", ["Rebels"], ["towns"]),
        ("Ruiz:NNP:nsubj:told told:VBD:ROOT: men:NNS:dobj:told to:TO:aux:fire fire:VB:xcomp:told",
         "fire", ["men"], []),
        ("Ruiz:NNP:nsubj:wants wants:VBZ:ROOT: to:TO:aux:fire fire:VB:xcomp:wants",
         "fire", ["Ruiz"], []),
        ("Ruiz:NNP:nsubj:accused accused:VBD:ROOT: men:NNS:dobj:accused of:IN:prep:accused "
         "looting:VBG:pcomp:of shops:NNS:dobj:looting", "looting", ["men"], ["shops"]),
        ("men:NNS:nsubj:fled who:WP:nsubj:looted looted:VBD:relcl:men shops:NNS:dobj:looted "
         "fled:VBD:ROOT:", "looted", ["men"], ["shops"]),
        ("shops:NNS:nsubj:burned that:WDT:dobj:looted men:NNS:nsubj:looted looted:VBD:relcl:shops "
         "burned:VBD:ROOT:", "looted", ["men"], ["shops"]),
        ("shops:NNS:nsubj:burned men:NNS:nsubj:looted looted:VBD:relcl:shops burned:VBD:ROOT:",
         "looted", ["men"], ["shops"]),
        ("men:NNS:nsubjpass:held were:AUX:auxpass:held held:VBN:ROOT: on:IN:prep:held "
         "suspicion:NN:pobj:on of:IN:prep:suspicion robbing:VBG:pcomp:of banks:NNS:dobj:robbing",
         "robbing", ["men"], ["banks"]),
        ("Storms:NNS:nsubj:tore tore:VBD:ccomp:said roofs:NNS:dobj:tore and:CC:cc:said "
         "killed:VBD:conj:said men:NNS:dobj:killed police:NNS:nsubj:said said:VBD:ROOT:",
         "killed", ["Storms"], ["men"]),
        (f"{BEATEN} aides:NNS:nsubj:held held:VBN:conj:beaten", "held", [], ["aides"]),
        (f"{BEATEN} aides:NNS:nsubj:arrested arrested:VBD:conj:beaten",
         "arrested", [], ["aides"]),
        (f"{BEATEN} aides:NNS:nsubj:resigned resigned:VBD:conj:beaten",
         "resigned", ["aides"], []),
        (f"{BEATEN} aides:NNS:nsubj:arrested arrested:VBD:conj:beaten men:NNS:dobj:arrested",
         "arrested", ["aides"], ["men"]),
        ("Rain:NN:nsubj:fell fell:VBD:ROOT: yesterday:NN:npadvmod:fell", "fell", ["Rain"], []),
    ],
)  # fmt: skip
def test_the_sides_of_a_verb_are_the_logical_ones(
    spelled: str, verb: str, subjects: list[str], objects: list[str]
) -> None:
    token = word(tree(spelled), verb)
    assert texts(syntax.subjects(token)) == subjects
    assert texts(syntax.objects(token)) == objects


@pytest.mark.parametrize(
    ("spelled", "verb", "expected"),
    [
        (BEATEN, "beaten", True),
        (f"{BEATEN} robbed:VBN:conj:beaten", "robbed", True),
        (f"{BEATEN} robbed:VBN:conj:beaten banks:NNS:dobj:robbed", "robbed", False),
        (SHOT, "beaten", True),
        (MET, "met", False),
        ("has:VBZ+AUX:aux:beaten beaten:VBN:ROOT:", "beaten", False),
    ],
)
def test_a_verb_is_passive_by_its_own_words_or_those_of_the_verb_it_is_joined_to(
    spelled: str, verb: str, expected: bool
) -> None:
    assert syntax.is_passive(word(tree(spelled), verb)) is expected


def test_complements_reach_through_adjectives_and_nouns() -> None:
    ready = tree(
        "Rebels:NNS:nsubj:are are:VBP+AUX:ROOT: ready:JJ:acomp:are to:TO:aux:attack "
        "attack:VB:xcomp:ready"
    )
    assert texts(syntax.complements(word(ready, "are"))) == ["ready", "attack"]
    order = tree(
        "Ruiz:NNP:nsubj:gave gave:VBD:ROOT: orders:NNS:dobj:gave to:TO:aux:fire fire:VB:acl:orders"
    )
    assert texts(syntax.complements(word(order, "gave"))) == ["fire"]


def test_joined_nouns_stand_in_the_order_of_the_text_and_verbs_are_none() -> None:
    doc = tree(
        "Ruiz:NNP:nsubj:met and:CC:cc:Ruiz Lund:NNP:conj:Ruiz met:VBD:ROOT: "
        "and:CC:cc:met left:VBD:conj:met"
    )
    assert texts(syntax.coordinated([word(doc, "Ruiz")])) == ["Ruiz", "Lund"]
    assert texts(syntax.coordinated([word(doc, "Lund")])) == ["Lund"]
    assert texts(syntax.coordinated([word(doc, "met")])) == ["met"]


def test_a_relative_beside_another_subject_is_the_object() -> None:
    doc = tree(
        "Guards:NNS:nsubj:left who:WP:nsubj:accused rebels:NNS:nsubj:accused "
        "accused:VBD:relcl:Guards left:VBD:ROOT:"
    )
    assert texts(syntax.subjects(word(doc, "accused"))) == ["rebels"]
    assert texts(syntax.objects(word(doc, "accused"))) == ["Guards"]


def test_prepositions_of_two_words_lead_to_their_object() -> None:
    doc = tree("fled:VBD:ROOT: out:IN:prep:fled of:IN:prep:out Lerano:NNP:pobj:of")
    assert texts(syntax.after(word(doc, "fled"), "out")) == ["Lerano"]
    assert syntax.after(word(doc, "fled"), "into") == []


def test_names_of_a_verb_begin_with_its_particle() -> None:
    doc = tree("They:PRP:nsubj:carried carried:VBD:ROOT: out:RP:prt:carried raids:NNS:dobj:carried")
    assert syntax.verb_keys(word(doc, "carried")) == ["carry_out"]
    doc = tree("They:PRP:nsubj:broke broke:VBD:ROOT: off:RB:advmod:broke talks:NNS:dobj:broke")
    assert syntax.verb_keys(word(doc, "broke")) == ["break_off", "break"]


def test_auxiliaries_hold_for_the_verbs_that_are_joined_to_theirs() -> None:
    doc = tree(
        "They:PRP:nsubj:meet will:MD:aux:meet meet:VB:ROOT: and:CC:cc:meet talk:VB:conj:meet "
        "but:CC:cc:meet he:PRP:nsubj:left left:VBD:conj:meet"
    )
    assert syntax.auxiliaries(word(doc, "talk")) == {"will"}
    assert syntax.auxiliaries(word(doc, "left")) == frozenset()


def test_the_governor_is_the_verb_of_the_clause() -> None:
    doc = tree(
        "Ruiz:NNP:nsubj:said said:VBD:ROOT: shells:NNS:nsubj:hit had:VBD+AUX:aux:hit "
        "hit:VBN:ccomp:said Lerano:NNP:dobj:hit"
    )
    found = [syntax.governor(word(doc, each)).text for each in ("Ruiz", "Lerano", "hit", "had")]
    assert found == ["said", "hit", "hit", "hit"]
    assert syntax.clause_verb(word(doc, "hit")).text == "said"
    assert syntax.clause_verb(word(doc, "said")).text == "said"


LIFTED = (
    "Mali:NNP:nsubj:ends will:MD:aux:ends not:RB:neg:ends ends:VB:ROOT: it:PRP:dobj:ends "
    "until:IN:mark:pays Togo:NNP:nsubj:pays "
)


@pytest.mark.parametrize(
    ("spelled", "side", "trigger", "labels", "expected"),
    [
        ("Nurses:NNS:nsubj:marched marched:VBD:ROOT: and:CC:cc:marched men:NNS:nsubjpass:seized "
         "were:VBD+AUX:auxpass:seized seized:VBN:conj:marched", "Nurses", "seized", (), False),
        ("Nurses:NNS:nsubj:marched marched:VBD:ROOT: and:CC:cc:marched men:NNS:nsubjpass:seized "
         "were:VBD+AUX:auxpass:seized seized:VBN:conj:marched", "men", "marched", (), False),
        ("Mali:NNP:nsubj:said said:VBD:ROOT: it:PRP:nsubj:left left:VBD:ccomp:said",
         "Mali", "left", ("nsubj",), True),
        ("Mali:NNP:nsubj:said said:VBD:ROOT: it:PRP:nsubj:left left:VBD:ccomp:said",
         "Mali", "left", (), False),
        ("Police:NNS:nsubj:fired fired:VBD:ROOT: gas:NN:dobj:fired and:CC:cc:fired "
         "seized:VBD:conj:fired men:NNS:dobj:seized", "men", "fired", (), False),
        (LIFTED + "pays:VBZ:advcl:ends", "Togo", "ends", (), True),
        (LIFTED + "pays:VBD:advcl:ends", "Togo", "ends", (), False),
    ],
)  # fmt: skip
def test_a_clause_with_its_own_subject_keeps_its_sides(
    spelled: str, side: str, trigger: str, labels: tuple[str, ...], expected: bool
) -> None:
    doc = tree(spelled)
    assert shares_clause(word(doc, side), word(doc, trigger), *labels) is expected


@pytest.mark.parametrize(("link", "expected"), [("by", "Ruiz"), ("after", "Ruiz"), ("of", "men")])
def test_who_acts_by_doing_something_does_both_and_who_is_accused_does_it(
    link: str, expected: str
) -> None:
    doc = tree(
        f"Ruiz:NNP:nsubj:held held:VBD:ROOT: men:NNS:dobj:held {link}:IN:prep:held "
        f"raiding:VBG:pcomp:{link} farms:NNS:dobj:raiding"
    )
    assert texts(syntax.subjects(word(doc, "raiding"))) == [expected]


@pytest.mark.parametrize(
    ("side", "trigger", "expected"),
    [
        ("Ruiz", "called", False), ("law", "called", True), ("judge", "signed", True),
        ("king", "signed", True), ("judge", "called", True), ("king", "called", False),
    ],
)  # fmt: skip
def test_joined_verbs_share_their_subject_and_no_object(
    side: str, trigger: str, expected: bool
) -> None:
    doc = tree(
        "Ruiz:NNP:nsubj:signed signed:VBD:ROOT: a:DT:det:law law:NN:dobj:signed ,:,:punct:signed "
        "named:VBD:conj:signed a:DT:det:judge judge:NN:dobj:named and:CC:cc:named "
        "called:VBD:conj:named a:DT:det:king king:NN:dobj:called"
    )
    assert is_of_joined(word(doc, side), word(doc, trigger)) is expected


@pytest.mark.parametrize(
    ("verb", "who", "expected"),
    [("said", "guards", True), ("said", "they", False), ("lost", "guards", False)],
)
def test_who_reports_what_others_did_has_no_part_in_it(verb: str, who: str, expected: bool) -> None:
    tag = "PRP" if who == "they" else "NNS"
    doc = tree(
        f"Lund:NNP:nsubj:{verb} {verb}:VBD:ROOT: {who}:{tag}:nsubj:died died:VBD:ccomp:{verb} "
        "in:IN:prep:died fighting:NN:pobj:in"
    )
    assert is_teller(word(doc, "Lund"), word(doc, "fighting")) is expected
    assert not is_teller(word(doc, who), word(doc, "fighting"))


@pytest.mark.parametrize(
    ("comma", "expected"), [(",:,:punct:capital ", ["Bria", "towns"]), ("", ["Bria"])]
)
def test_a_list_goes_on_behind_an_aside(comma: str, expected: list[str]) -> None:
    doc = tree(SHELLED.format(comma=comma))
    assert texts(syntax.coordinated([word(doc, "Bria")])) == expected


def test_a_side_of_a_clause_that_tells_where_is_not_the_triggers() -> None:
    doc = tree(
        "Bombs:NNS:nsubj:fell fell:VBD:ROOT: near:IN:prep:fell where:WRB:advmod:met "
        "envoys:NNS:nsubj:met met:VBD:pcomp:near"
    )
    assert not shares_clause(word(doc, "envoys"), word(doc, "fell"), "nsubj")


@pytest.mark.parametrize("label", ["nsubj", "nsubjpass"])
def test_who_is_expected_to_do_something_does_it_by_either_label(label: str) -> None:
    doc = tree(
        f"Togo:NNP:{label}:expected is:VBZ+AUX:auxpass:expected expected:VBN:ROOT: "
        "to:TO:aux:expel expel:VB:xcomp:expected envoys:NNS:dobj:expel"
    )
    assert texts(syntax.subjects(word(doc, "expel"))) == ["Togo"]
