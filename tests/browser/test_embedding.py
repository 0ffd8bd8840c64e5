"""The recogniser in a page of someone else, as the README shows it."""

import re

from playwright.sync_api import expect

from tests.browser.host import hosted


def test_the_example_page_reads_a_number_tells_its_strokes_is_taught_and_reads_a_picture(
        visits, built_site, root, tmp_path):
    (tmp_path / "index.html").symlink_to(root / "tests" / "browser" / "example" / "index.html")
    (tmp_path / "site").symlink_to(built_site, target_is_directory=True)
    with hosted(tmp_path) as (url, _):
        visitor = visits(url).open()
        answer = visitor.page.get_by_role("status", name="Answer")
        expect(answer).to_have_text("71")
        expect(visitor.page.get_by_role("status", name="Strokes")).to_have_text(
            "digit 1 is made of stroke 0, digit 2 is made of stroke 1")
        expect(visitor.page.get_by_role("status", name="Hand")).to_have_text(
            '[[{"strokes":[[[0,0],[40,0],[0,90]]],"digit":1}],[]]')
        expect(visitor.page.get_by_role("status", name="Pictured")).to_have_text("7")
        # A browser asks every site for an icon; this one has none.
        assert [each for each in visitor.complaints if "404" not in each] == []
        visitor.page.close()


def test_the_readme_shows_what_the_example_page_does(root):
    example = (root / "tests" / "browser" / "example" / "index.html").read_text(encoding="utf-8")
    (script,) = re.findall(r'<script type="module">(.*?)\n\n', example, re.DOTALL)
    readme = (root / "README.md").read_text(encoding="utf-8")
    for line in script.strip().splitlines():
        assert line.strip() in readme
