"""Checks that what the pages link to is there, that docs/library.md names every kernel, and that the citation names the
version of the project.

    links.py ROOT

Pages are the Markdown files at the root and in docs/, and kernels/README.md. Of a relative link, the file or folder must exist, and where it
names a heading of a page, the heading too. Links to other hosts must begin with https://, and are not followed.
"""

import pathlib
import re
import sys
import urllib.parse

REQUIRED = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "CITATION.cff", "LICENSE"]
FENCE = re.compile(r"^ *(```|~~~).*?^ *\1 *$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
LINK = re.compile(
    r"""\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)   # [text](target "title")
      | ^\ *\[[^\]]+\]:\s*<?(\S+?)>?(?:\s|$)        # [label]: target
      | <(https?://[^>]+)>                          # <https://..>
      | \b(?:href|src)="([^"]*)"                    # HTML
    """, re.MULTILINE | re.VERBOSE)
HEADING = re.compile(r"^#+ +(.*?) *#*$", re.MULTILINE)


def without_code(text):
    """The text with as many lines, so that places stay right."""
    text = FENCE.sub(lambda match: "\n" * match.group().count("\n"), text)
    return CODE.sub(lambda match: "`" + "\n" * match.group().count("\n") + "`", text)


def anchors(page):
    """The names that a heading has in links."""
    found = set()
    for heading in HEADING.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        text = re.sub(r"\]\([^)]*\)|[^\w\- ]", "", heading.lower()).replace(" ", "-")
        number, name = 0, text
        while name in found:
            number += 1
            name = f"{text}-{number}"
        found.add(name)
    return found


def problem(root, page, target):
    """What is wrong with a link, if anything."""
    url = urllib.parse.urlsplit(target)
    if url.scheme or url.netloc:
        return None if url.scheme == "https" and url.netloc else "neither a relative link nor https://"
    path = urllib.parse.unquote(url.path)
    file = (page.parent / path).resolve() if path else page
    if path.startswith("/") or not file.is_relative_to(root):
        return "leads out of the repository"
    if not file.exists():
        return "there is no such file"
    if url.fragment and (file.suffix != ".md" or url.fragment not in anchors(file)):
        return "the file has no such heading"
    return None


def version(file, pattern):
    found = re.findall(pattern, file.read_text(encoding="utf-8"), re.MULTILINE)
    return found[0] if len(found) == 1 else f"{len(found)} versions"


def main(root):
    root = pathlib.Path(root).resolve()
    problems = [f"{name}: there is no such file" for name in REQUIRED if not (root / name).is_file()]
    pages = sorted({*root.glob("*.md"), *root.glob("docs/**/*.md"), *root.glob("kernels/README.md")})
    links = 0
    for page in pages:
        text = without_code(page.read_text(encoding="utf-8"))
        for match in LINK.finditer(text):
            links += 1
            target = next(group for group in match.groups() if group is not None)
            reason = problem(root, page, target)
            if reason:
                line = text.count("\n", 0, match.start()) + 1
                problems.append(f"{page.relative_to(root)}:{line}: {target}: {reason}")
    library = (root / "docs/library.md").read_text(encoding="utf-8")
    for kernel in re.findall(r"^ADALINE_KERNEL\((\w+),", (root / "kernels/kernels.inc").read_text(encoding="utf-8"),
                             re.MULTILINE):
        if f"| `{kernel}` |" not in library:
            problems.append(f"docs/library.md: its table lacks the kernel {kernel}")
    if links == 0:
        problems.append("no page holds a link")
    if not problems:
        project = version(root / "CMakeLists.txt", r"^project\(adaline\s+VERSION\s+([0-9.]+)")
        cited = version(root / "CITATION.cff", r"^version: *(\S+)$")
        if cited != project:
            problems.append(f"CITATION.cff: version {cited}, but CMakeLists.txt says {project}")
        if project not in (root / "CHANGELOG.md").read_text(encoding="utf-8"):
            problems.append(f"CHANGELOG.md: it does not name version {project}")
    print("\n".join(problems) or f"{links} links on {len(pages)} pages")
    return 1 if problems else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
