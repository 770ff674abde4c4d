"""The structure tree of the whole, and the checker that walks it, with planted faults."""

import pytest
from pikepdf import Array, Dictionary, Name

from mso_portal.motor.pdf.pakke.kontrol import structure_faults
from mso_portal.motor.pdf.tags import elements
from tests.motor.pdf import papirer
from tests.motor.pdf.pakkedele import blank, changed, foreign, opened, own, pack, paper, tagged


def faults(data):
    with opened(data) as pdf:
        return structure_faults(pdf)


def parts_of(data):
    with opened(data) as pdf:
        whole = pdf.Root.StructTreeRoot.K
        return str(whole.S), [(str(part.S), str(part.T)) for part in whole.K]


def test_tree_has_one_document_with_a_part_for_each_tagged_part():
    made = pack(paper("1"), foreign("b", tagged()), foreign("c", blank()), paper("2", "lang"))

    found = parts_of(made.pdf)

    assert found == ("/Document", [("/Part", "1. titel"), ("/Part", "Bilag b"), ("/Part", "2. titel")])
    assert faults(made.pdf) == []
    with opened(made.pdf) as pdf:
        assert [str(one.S) for one in elements(pdf)].count("/Document") == 1


def test_keys_of_pages_and_links_are_unique_and_the_next_is_free():
    made = pack(paper("1"), paper("2", "kort"), foreign("b", tagged()), paper("3"))

    with opened(made.pdf) as pdf:
        links = [one for page in pdf.pages for one in page.obj.get("/Annots", [])]
        keys = [int(page.obj.StructParents) for page in pdf.pages] + [int(one.StructParent) for one in links]
        assert (sorted(keys), int(pdf.Root.StructTreeRoot.ParentTreeNextKey)) == (list(range(len(keys))), len(keys))


@pytest.mark.parametrize("length", ["kort", "fuld", "lang"])
def test_papers_have_no_faults_in_either_form(length):
    assert (faults(own(length)), faults(papirer.pdf("aaben", length))) == ([], [])


def first_of(pdf):
    """The first element that holds content, and its page."""
    return next(one for one in elements(pdf) if isinstance(one.get("/K"), Array) and isinstance(one.K[0], int))


def foreign_page(pdf):
    first_of(pdf).Pg = pdf.make_indirect(Dictionary(Type=Name.Page, StructParents=0))


def other_parent(pdf):
    first_of(pdf).P = pdf.Root.StructTreeRoot


def other_owner(pdf):
    owned = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    owned[0], owned[1] = owned[1], owned[0]


def forgotten_owner(pdf):
    pdf.Root.StructTreeRoot.ParentTree.Nums[1][0] = None


def forgotten_content(pdf):
    first_of(pdf).K = Array([])


def same_key(pdf):
    pdf.pages[1].obj.StructParents = pdf.pages[0].obj.StructParents


def unknown_key(pdf):
    pdf.pages[0].obj.Annots[0].StructParent = 99


def key_twice(pdf):
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    pdf.Root.StructTreeRoot.ParentTree.Nums = Array([*numbers, *list(numbers)[:2]])


def circle(pdf):
    one = first_of(pdf)
    one.K = Array([pdf.Root.StructTreeRoot.K[0]])


def next_key_taken(pdf):
    pdf.Root.StructTreeRoot.ParentTreeNextKey = 0


FAULTS = (
    foreign_page, other_parent, other_owner, forgotten_owner, forgotten_content, same_key, unknown_key, key_twice,
    circle, next_key_taken,
)  # fmt: skip


@pytest.mark.parametrize("plant", FAULTS, ids=lambda plant: plant.__name__)
def test_planted_fault_is_found_and_a_bilag_with_it_comes_in_without_tags(plant):
    broken = changed(papirer.pdf("aaben", "fuld"), plant)

    made = pack(paper("1"), foreign("b", broken), paper("2"))

    assert faults(broken) != []
    assert (faults(made.pdf), [titel for _, titel in parts_of(made.pdf)[1]]) == ([], ["1. titel", "2. titel"])


def test_parent_tree_that_goes_in_circles_is_left_out():
    def plant(pdf):
        tree = pdf.make_indirect(Dictionary())
        tree.Kids = Array([tree])
        pdf.Root.StructTreeRoot.ParentTree = tree

    made = pack(paper("1"), foreign("b", changed(tagged(), plant)))

    assert (faults(made.pdf), made.erstattet, len(parts_of(made.pdf)[1])) == ([], {}, 1)


def test_parent_tree_in_branches_is_taken_in():
    def plant(pdf):
        tree = pdf.Root.StructTreeRoot.ParentTree
        branch = pdf.make_indirect(Dictionary(Nums=tree.Nums, Limits=[0, 9]))
        pdf.Root.StructTreeRoot.ParentTree = Dictionary(Kids=[branch])

    made = pack(paper("1"), foreign("b", changed(tagged(), plant)))

    assert (faults(made.pdf), len(parts_of(made.pdf)[1])) == ([], 2)


def with_role(meaning):
    return changed(tagged(), lambda pdf: pdf.Root.StructTreeRoot.__setitem__("/RoleMap", Dictionary(Afsnit=meaning)))


def test_own_words_for_tags_come_along_and_the_second_meaning_does_not():
    made = pack(foreign("a", with_role(Name.P)), foreign("b", with_role(Name.P)), foreign("c", with_role(Name.H1)))

    with opened(made.pdf) as pdf:
        assert dict(pdf.Root.StructTreeRoot.RoleMap) == {"/Afsnit": Name.P}
    assert (faults(made.pdf), [titel for _, titel in parts_of(made.pdf)[1]]) == ([], ["Bilag a", "Bilag b"])


def test_untagged_bilag_with_left_over_keys_owns_nothing():
    made = pack(paper("1"), foreign("b", blank(StructParents=0)))

    with opened(made.pdf) as pdf:
        assert ["/StructParents" in page.obj for page in pdf.pages] == [True, True, False]
    assert faults(made.pdf) == []
