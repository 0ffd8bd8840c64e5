"""The site with all of Python's library and NumPy in it, nothing compiled and nothing left out."""

from building import command
from tests import drawn_digits
from tests.browser.host import hosted


def test_the_full_build_reads_a_digit(visits, tmp_path, capsys):
    assert command.main(["--full", "--out", str(tmp_path / "full")]) == 0
    with hosted(tmp_path / "full", "/full/") as (url, _):
        visitor = visits(url).enter()
        visitor.draw(drawn_digits.strokes(7))
        visitor.expect_answer(7)
        assert visitor.complaints == []
        visitor.context.close()
