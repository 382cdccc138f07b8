"""Commands about proofs: prove, verify."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter
from rich.text import Text

from games.console import ANSWERED, FALSE, PLAIN, STOPPED, Left, Options, Outcome, output, respond
from games.errors import InvalidCertificate, InvalidFile, InvalidGame, LimitReached, did_you_mean

if TYPE_CHECKING:
    from rich.console import Console

    from proofs.engines.prove import Proof
    from proofs.statements import Theorem

Json = dict[str, Any]
LARGEST_CERTIFICATE = 50_000_000
"""Bytes of a certificate file."""


def register(app: App) -> None:
    """Add this module's commands to the application."""
    app.command(prove)
    app.command(verify)
    app.command(tour)


def prove(
    *ids: Annotated[str, Parameter(help="Theorems, or models for all of theirs; none: the whole catalogue.")],
    assumptions: Annotated[bool, Parameter(help="Judge each assumption: is it needed?")] = True,
    certificates: Annotated[Path | None, Parameter(help="Write each theorem's certificate into this folder.")] = None,
    options: Options = PLAIN,
) -> int:
    """Prove theorems for all parameter values, and judge each assumption."""
    theorems = chosen(ids)

    def work(left: Left) -> Outcome:
        outcome, done = _prove(theorems, assumptions, options)
        if certificates is not None:
            _write_certificates(certificates, done)
        return outcome

    return respond(options, work)


def chosen(ids: tuple[str, ...]) -> list[Theorem]:
    """The theorems that the ids name; an id of a model stands for all of its theorems, none for the whole catalogue."""
    from proofs.theorems import catalogue, wrong_variants

    listed = catalogue()
    if not ids:
        return list(listed)
    known = {own.id: own for own in (*listed, *wrong_variants())}
    models = {own.id.split("/")[0] for own in listed}
    found: dict[str, Theorem] = {}
    for name in ids:
        if name not in known and name not in models:
            expected = f"one of {', '.join(own.id for own in listed)}, or a model: {', '.join(sorted(models))}"
            raise InvalidGame("prove", f'"{name}"', expected, did_you_mean(name, (*known, *models)))
        own = [known[name]] if name in known else [t for t in listed if t.id.split("/")[0] == name]
        found.update((theorem.id, theorem) for theorem in own)
    return list(found.values())


def _write_certificates(folder: Path, done: list[Proof]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for proof in done:
        if proof.certificate is not None:
            target = folder / f"{proof.theorem.id.replace('/', '.')}.json"
            target.write_text(proof.certificate.to_json() + "\n", encoding="utf-8")


def _prove(theorems: list[Theorem], judge: bool, options: Options) -> tuple[Outcome, list[Proof]]:
    from proofs.engines.prove import prove_theorem

    done: list[Proof] = []
    stopped = ""
    console = None if options.json else output()
    try:
        for theorem in theorems:
            proof = prove_theorem(theorem, judge=judge)
            done.append(proof)
            if console is not None:
                _tell(console, proof)
    except LimitReached as error:
        stopped = f"{len(done)} of {len(theorems)} theorems: {error}"
    return _outcome(done, stopped), done


def _outcome(done: list[Proof], stopped: str) -> Outcome:
    statuses = [str(proof.status) for proof in done]
    worst = next((own for own in ("refuted", "unknown", "decided") if own in statuses), "proved")
    status = "unknown" if stopped else worst
    data: Json = {"status": status, "theorems": [proof_json(proof) for proof in done]}
    if stopped:
        data["reason"] = stopped
    exit_status = FALSE if "refuted" in statuses else STOPPED if status == "unknown" else ANSWERED

    def tell(console: Console) -> None:
        counted = ", ".join(f"{statuses.count(own)} {own}" for own in dict.fromkeys(statuses))
        console.print(f"{len(done)} theorem{'' if len(done) == 1 else 's'}: {counted or 'none'}.")
        if stopped:
            console.print(f"Stopped after {stopped}")

    return Outcome(data, tell, exit_status)


def proof_json(proof: Proof) -> Json:
    """A proof as JSON: status, engines, certificate, and each assumption's verdict with its counterexample."""
    from games.exact import text

    def point(values: Any) -> Json | None:
        return None if values is None else {name: text(value) for name, value in values.items()}

    body: Json = {
        "id": proof.theorem.id,
        "status": str(proof.status),
        "seconds": round(proof.seconds, 3),
        "engines": list(proof.engines),
        "certificate": None if proof.certificate is None else json.loads(proof.certificate.to_json()),
        "assumptions": [
            {"text": own.assumption.text, "verdict": own.verdict, "counterexample": point(own.counterexample)}
            for own in proof.assumptions
        ],
        "claim": proof.theorem.claim,
        "statement": proof.theorem.text,
    }
    if proof.counterexample is not None:
        body["counterexample"] = point(proof.counterexample)
    return {**body, "reason": proof.reason} if proof.reason else body


def _tell(console: Console, proof: Proof) -> None:
    console.print(f"{proof.theorem.id}: {proof.status} ({', '.join(proof.engines)}; {proof.seconds:.1f} s)")
    console.print(f"  {proof.theorem.claim}")
    console.print(f"  {proof.theorem.text}")
    if proof.counterexample is not None:
        from proofs.engines.prove import point_text

        console.print(f"  false at {point_text(proof.counterexample)}")
    for own in proof.assumptions:
        console.print(f"  {own}")
    if proof.reason:
        console.print(f"  {proof.reason}")
    console.print()


def verify(
    file: Annotated[Path, Parameter(help="A certificate, as written by --certificate.")],
    /,
    *,
    options: Options = PLAIN,
) -> int:
    """Check a certificate again, with the checker alone: no solver has a say."""

    def work(left: Left) -> Outcome:
        from proofs.certificate import Certificate
        from proofs.checker import check

        try:
            certificate = Certificate.from_json(_read(file))
        except InvalidCertificate as error:
            raise InvalidFile(f"{file}, {error.where}", error.found, error.expected, error.remedy) from None
        verdict = check(certificate)
        status = "proved" if verdict.accepted else "refuted"
        data: Json = {"status": status, "accepted": verdict.accepted, "claim": verdict.claim, "steps": verdict.steps}
        if verdict.reason:
            data |= {"status": "unknown", "reason": verdict.reason}

        def tell(console: Console) -> None:
            console.print(verdict.claim)
            said = f"accepted ({verdict.steps} steps)" if verdict.accepted else f"refused: {verdict.reason}"
            console.print(f"Certificate: {said}.".replace("..", "."))

        return Outcome(data, tell, ANSWERED if verdict.accepted else FALSE)

    return respond(options, work)


def _read(file: Path) -> str:
    with file.open("rb") as stream:
        data = stream.read(LARGEST_CERTIFICATE + 1)
    if len(data) > LARGEST_CERTIFICATE:
        raise InvalidFile(str(file), f"more than {LARGEST_CERTIFICATE:,} bytes", "a certificate")
    return data.decode("utf-8")


# --- the tour -------------------------------------------------------------------------------------------------------


def tour(
    *,
    figures: Annotated[Path, Parameter(help="Folder for the figures.")] = Path("comarca-tour"),
    options: Options = PLAIN,
) -> int:
    """Go through the four worked examples: claim, game, certified answer, theorem, figure. Begin here."""
    from games import tour as walk

    console = None if options.json else output()
    done: list[walk.Visit] = []

    def work(left: Left) -> Outcome:
        begun = time.monotonic()
        places = walk.stops()
        with _progress() as report:
            for number, stop in enumerate(places, start=1):
                told = partial(_doing, report, f"{number} of {len(places)}, {stop.model}")
                done.append(walk.visit(stop, _proved, figures, left, told))
                if console is not None:
                    walk.tell(console, done[-1], number, len(places))
        seconds = round(time.monotonic() - begun, 1)
        statuses = {str(judged.status) for own in done for _, _, judged in own.answers}
        statuses |= {theorem.status for own in done for theorem in own.theorems}
        status = "proved" if statuses == {"proved"} else "decided"
        data: Json = {"status": status, "seconds": seconds, "stops": walk.told(done)}

        def tell(screen: Console) -> None:
            screen.print(f"{len(done)} examples in {seconds} s.\n\n{walk.NEXT}", soft_wrap=True)

        return Outcome(data, tell)

    return respond(options, work)


def _doing(report: Callable[[str], None], title: str, doing: str) -> None:
    report(f"{title}: {doing}")


def _proved(name: str) -> Any:
    from games.tour import Proved
    from proofs.engines.prove import prove_theorem
    from proofs.theorems import theorem

    proof = prove_theorem(theorem(name), judge=False)
    return Proved(name, proof.theorem.claim, proof.theorem.text, str(proof.status))


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """What is being done just now, on stderr if that is a terminal."""
    from rich.console import Console

    screen = Console(stderr=True, highlight=False, markup=False, emoji=False)
    with screen.status("") as status:
        yield lambda doing: status.update(Text(doing))
