"""What the page is made of for those who install it: manifest, icons, modules and their hashes."""

import base64
import hashlib
import io
import json
import posixpath
import re

import pytest
from PIL import Image, ImageChops

import icons


@pytest.fixture(scope="module")
def manifest(root):
    return json.loads((root / "web" / "manifest.webmanifest").read_text(encoding="utf-8"))


def test_the_icons_are_what_their_script_draws(root):
    for name, drawn in icons.icons().items():
        kept = Image.open(root / "web" / "icons" / name)
        assert (kept.mode, kept.size) == (drawn.mode, drawn.size), name
        difference = ImageChops.difference(kept.convert("RGB"), drawn.convert("RGB"))
        # Pillow's versions differ a bit.
        assert max(high for _, high in difference.getextrema()) <= 8, name


def test_every_picture_of_the_manifest_is_there_in_the_size_it_says(root, manifest):
    for picture in [*manifest["icons"], *manifest["screenshots"]]:
        content = (root / "web" / picture["src"]).read_bytes()
        if picture["type"] == "image/png":
            width, height = Image.open(io.BytesIO(content)).size
            assert picture["sizes"] == f"{width}x{height}", picture["src"]


def test_plain_and_maskable_icons_are_separate_and_screenshots_narrow_and_wide(manifest):
    plain = {icon["sizes"] for icon in manifest["icons"] if "purpose" not in icon}
    masked = {icon["sizes"] for icon in manifest["icons"] if icon.get("purpose") == "maskable"}
    assert plain >= {"192x192", "512x512"}
    assert masked == {"192x192", "512x512"}
    assert {shot["form_factor"] for shot in manifest["screenshots"]} == {"narrow", "wide"}


def test_a_maskable_icon_keeps_its_seven_within_the_safe_circle():
    image = icons.draw(512, full_bleed=True).convert("L")
    pixels = image.load()
    light = [(x, y) for x in range(512) for y in range(512) if pixels[x, y] > 150]
    assert max((x - 255.5) ** 2 + (y - 255.5) ** 2 for x, y in light) <= (0.4 * 512) ** 2


def test_the_manifest_holds_under_any_path(manifest):
    assert not any(manifest[key].startswith(("/", "http")) for key in ("id", "start_url", "scope"))
    assert manifest["display"] == "standalone"


def test_every_module_of_the_page_is_loaded_with_its_hash(built_site):
    html = (built_site / "index.html").read_text(encoding="utf-8")
    checked = dict(re.findall(r'(?:src|href)="([^"]+)" integrity="([^"]+)"', html))
    waiting, found = ["page/reading/reader.js", "page/main.js", "page/more.js"], set()
    while waiting:
        path = waiting.pop()
        found.add(path)
        script = (built_site / path).read_text(encoding="utf-8")
        for name in re.findall(r'^import [^;]*?"(\.[^"]+)";', script, re.MULTILINE):
            module = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
            waiting += [module] if module not in found else []
    assert set(checked) >= found
    for path, integrity in checked.items():
        digest = hashlib.sha256((built_site / path).read_bytes()).digest()
        assert integrity == f"sha256-{base64.b64encode(digest).decode()}"


def test_every_style_sheet_is_linked_or_comes_with_what_is_opened(root):
    html = (root / "web" / "index.html").read_text(encoding="utf-8")
    scripts = [path.read_text(encoding="utf-8") for path in (root / "web").rglob("*.js")]
    later = set(re.findall(r'"(page/[\w/-]+\.css)"', "\n".join(scripts)))
    assert later
    sheets = {path.relative_to(root / "web").as_posix() for path in (root / "web").rglob("*.css")}
    assert set(re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)) == sheets - later


def test_all_style_sheets_for_the_screen_come_as_one(root, built_site):
    links = r'^ *<link rel="stylesheet" href="([^"]+)">$'
    written = (root / "web" / "index.html").read_text(encoding="utf-8")
    sheets = [(root / "web" / path).read_text(encoding="utf-8")
              for path in re.findall(links, written, re.MULTILINE)]
    assert len(sheets) > 5
    built = (built_site / "index.html").read_text(encoding="utf-8")
    assert re.findall(links, built, re.MULTILINE) == ["style.css"]
    assert (built_site / "style.css").read_text(encoding="utf-8") == "\n".join(sheets)


def test_the_worker_asks_for_all_its_modules_at_once(root):
    engine = root / "web" / "engine"
    script = (engine / "module-worker.js").read_text("utf-8")
    listed = re.search(r"WORKER_MODULES = \[(.*?)\]", script, re.DOTALL)[1]
    needed, new = set(), {"./worker.js"}
    while new:
        needed |= new
        texts = [(engine / path).read_text("utf-8") for path in new if path.startswith("./")]
        new = {path for text in texts for path in
               re.findall(r'^(?:import|export) .*? from "(.*)";', text, re.MULTILINE)} - needed
    assert set(re.findall(r'"(.*?)"', listed)) == needed
