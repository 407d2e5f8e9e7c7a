"""The only reader of profiles/: folders of data files in, a whole library or every problem out."""

from dataclasses import dataclass
from pathlib import Path

from app.frameworks.fields import Fields, Notes, is_key
from app.frameworks.profile import Framework, Profile
from app.frameworks.scale import Scale
from app.frameworks.shapes import read_framework, read_profile, read_scale
from app.frameworks.strict_yaml import MOST_BYTES, Fault, StrictYamlError, read_yaml

_KINDS = ("framework", "scale", "profile")


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one file; the line counts from 1, and so do the places in a field such as elements[2]."""

    file: str
    line: int
    field: str
    wrong: str
    expected: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field or 'the file'} {self.wrong} (expected: {self.expected})"


class ProfileFilesError(Exception):
    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Library:
    """Everything read together: frameworks by their place, profiles in the order that their framework gives."""

    frameworks: tuple[Framework, ...]
    scales: tuple[Scale, ...]
    profiles: tuple[Profile, ...]

    def framework(self, slug: str) -> Framework:
        """Raises KeyError for a framework the library lacks."""
        return {framework.slug: framework for framework in self.frameworks}[slug]

    def scale(self, slug: str) -> Scale:
        """Raises KeyError for a scale the library lacks."""
        return {scale.slug: scale for scale in self.scales}[slug]

    def profile(self, framework: str, slug: str) -> Profile:
        """Raises KeyError for a profile the library lacks."""
        return {(profile.framework, profile.slug): profile for profile in self.profiles}[framework, slug]


def read_folder(path: Path) -> Library:
    """The library in this folder of framework folders. Raises ProfileFilesError with the problems of all its files."""
    reading = _Reading(path)
    if not path.is_dir():
        reading.refuse(path, "is not a folder", "a folder with one folder for each framework")
        return reading.library()
    for file in _files_in(path):
        reading.refuse(file, "stands outside the frameworks' folders", "a file in a folder named for its framework")
    for folder in _entries(path):
        if folder.is_dir():
            reading.read(folder.name, _files_in(folder))
    return reading.library()


def read_path(path: Path) -> Library:
    """One file with the framework and scale beside it, one framework's folder, or a folder of frameworks.

    Raises ProfileFilesError with all problems of what was asked for.
    """
    path = path.absolute()
    if not path.is_dir():
        return _read_one(path)
    if not _files_in(path):
        return read_folder(path)
    reading = _Reading(path)
    reading.read(path.name, _files_in(path))
    return reading.library()


def _read_one(file: Path) -> Library:
    reading = _Reading(file.parent)
    document = reading.open(file)
    if document and document.kind == "profile":
        # What is wrong with its neighbours matters only where it keeps this profile from being read.
        beside = _Reading(file.parent)
        others = [beside.open(other) for other in _files_in(file.parent) if other != file]
        needed = [other for other in others if other and other.kind in ("framework", "scale")]
        reading.take(file.parent.name, [*needed, document], sure=not beside.problems, whole=False)
        if reading.problems or not reading.profiles:
            reading.problems += beside.problems
    elif document:
        reading.take(file.parent.name, [document], sure=True, whole=False)
    return reading.library()


def _files_in(folder: Path) -> list[Path]:
    return [entry for entry in _entries(folder) if entry.suffix in (".yaml", ".yml")]


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError:
        problem = Problem(folder.name, 1, "", "cannot be opened", "a folder that can be read")
        raise ProfileFilesError([problem]) from None


@dataclass
class _Document:
    kind: str
    slug: str
    fields: Fields
    notes: Notes


class _Reading:
    """Gathers values and problems, file after file, and gives the values only if there were no problems."""

    def __init__(self, root: Path) -> None:
        self.problems: list[Problem] = []
        self.frameworks: list[Framework] = []
        self.scales: list[Scale] = []
        self.profiles: list[Profile] = []
        self._root = root
        self._scale_slugs: dict[str, str] = {}

    def library(self) -> Library:
        if not self.problems and not (self.frameworks or self.scales or self.profiles):
            self.refuse(self._root, "holds no data files", "files of frameworks, scales and profiles")
        if self.problems:
            raise ProfileFilesError(sorted(self.problems, key=lambda problem: (problem.file, problem.line)))
        frameworks = sorted(self.frameworks, key=lambda framework: (framework.place, framework.slug))
        rank = [framework.slug for framework in frameworks]
        profiles = sorted(self.profiles, key=lambda profile: rank.index(profile.framework))
        return Library(tuple(frameworks), tuple(self.scales), tuple(profiles))

    def refuse(self, file: Path, wrong: str, expected: str) -> None:
        self.problems.append(Problem(self._name(file), 1, "", wrong, expected))

    def read(self, folder: str, files: list[Path]) -> None:
        documents = [document for file in files if (document := self.open(file))]
        self.take(folder, documents, sure=len(documents) == len(files), whole=True)

    def open(self, file: Path) -> _Document | None:
        """None, with a problem, for a file that is not safe and readable YAML of a known kind."""
        try:
            root = read_yaml(self._bytes(file))
        except StrictYamlError as error:
            self._add(self._name(file), error.faults)
            return None
        except (OSError, RuntimeError):  # The latter is what links in a circle raise.
            self.refuse(file, "cannot be opened", "a file that can be read")
            return None
        notes = Notes(self._name(file))
        fields = Fields(root, "", notes)
        kind = fields.key("kind", among=_KINDS)
        if notes.faults:
            self._add(notes.file, notes.faults)
            return None
        return _Document(kind, fields.peek("slug"), fields, notes)

    def take(self, folder: str, documents: list[_Document], *, sure: bool, whole: bool) -> None:
        """`sure` that no file is missing from the documents by being broken; `whole` if they are the whole folder."""
        of = {kind: [document for document in documents if document.kind == kind] for kind in _KINDS}
        slugs = [document.slug for document in of["profile"]]
        known = slugs if sure and whole and all(map(is_key, slugs)) else None
        frameworks = [read_framework(item.fields, folder=folder, profiles=known) for item in of["framework"]]
        for second in of["framework"][1:]:
            second.fields.note("kind", "is framework for the second time in this folder", "one framework a folder")
        if of["profile"] and sure and not frameworks:
            self.refuse(self._root / folder, "has no framework", "one file of the kind framework in this folder")
        scales = [read_scale(item.fields, slugs=self._scale_slugs) for item in of["scale"]]
        framework = frameworks[0] if self._finish(of["framework"]) and frameworks else None
        sound = self._finish(of["scale"])
        self.frameworks += frameworks
        self.scales += scales
        by_slug = {scale.slug: scale for scale in scales if sound}
        self._take_profiles(of["profile"], framework, by_slug, sure=sure and sound)

    def _take_profiles(
        self, documents: list[_Document], framework: Framework | None, scales: dict[str, Scale], *, sure: bool
    ) -> None:
        seen: dict[str, str] = {}
        read = [
            read_profile(item.fields, framework=framework, scales=scales, sure=sure, slugs=seen) for item in documents
        ]
        if self._finish(documents):
            # A file read by itself may not be listed yet.
            order = [*(framework.profiles if framework else ()), *sorted(seen)]
            self.profiles += sorted(filter(None, read), key=lambda profile: order.index(profile.slug))

    def _finish(self, documents: list[_Document]) -> bool:
        faults = [(item.notes.file, item.notes.finish()) for item in documents]
        for file, found in faults:
            self._add(file, found)
        return not any(found for _, found in faults)

    def _add(self, file: str, faults: list[Fault]) -> None:
        self.problems += [Problem(file, fault.line, fault.field, fault.wrong, fault.expected) for fault in faults]

    def _bytes(self, file: Path) -> bytes:
        if not file.resolve().is_relative_to(self._root.resolve()):
            raise StrictYamlError(
                [Fault(1, "", "is a link that leads out of the folder", "a file of the folder itself")]
            )
        if not file.is_file():
            raise StrictYamlError([Fault(1, "", "is not a plain file", "a plain file")])
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)

    def _name(self, file: Path) -> str:
        return file.name if file == self._root else file.relative_to(self._root).as_posix()
