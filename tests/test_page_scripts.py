"""The scripts of our pages are sent as one light module each; they say the same."""

from __future__ import annotations

import pytest

from communs.page_scripts import packed, written

FILES = {
    "page.mjs": """\
// What it does.
import { one } from "./one.mjs";
import { two } from "./two.mjs";

const both = one + two; // says so
console.log(both);
""",
    "one.mjs": "/** One. */\nexport const one = 1;\n",
    "two.mjs": 'import { one } from "./one.mjs";\nexport const two = one + one;\nexport const at = /\\/\\/ */;\n',
    "twice.mjs": 'import { one } from "./one.mjs";\nimport "./other.mjs";\n',
    "other.mjs": "function one() {}\n",
}


def test_what_a_script_imports_stands_before_it_once() -> None:
    assert packed("page.mjs", FILES.__getitem__) == (
        "const one=1;\nconst two=one+one;\nconst at=/\\/\\/ */;\nconst both=one+two;\nconsole.log(both);\n"
    )


def test_two_things_never_share_a_name() -> None:
    with pytest.raises(SyntaxError, match=r"^one: one name for two things, in one\.mjs and other\.mjs$"):
        packed("twice.mjs", FILES.__getitem__)


def test_a_script_that_another_imports_is_not_sent_by_itself() -> None:
    sent = [address for address, _ in written()]
    assert "assets/form/form.mjs" in sent
    assert "assets/form/preview.mjs" in sent  # fetched when somebody asks for it
    assert "assets/form/values.mjs" not in sent


def test_no_sentence_for_people_is_in_a_script() -> None:
    assert [address for address, data in written() if set("éàç«»") & {*data.decode()}] == []
