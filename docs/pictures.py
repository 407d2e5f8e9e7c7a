"""Draws every picture of `figures.md` into `figures/`: `python -m docs.pictures`."""

from collections.abc import Callable
from pathlib import Path

from docs.drawing import Picture, svg
from docs.drawn import groups, growth, raters, shares, small_numbers

FOLDER = Path(__file__).parent / "figures"

PICTURES: dict[str, Callable[[], Picture]] = {
    "counts": raters.counts,
    "strip": raters.strip,
    "alpha": raters.alpha,
    "kappa": raters.kappa,
    "ac2": raters.ac2,
    "icc": raters.icc,
    "study": raters.study,
    "spending": raters.spending,
    "own-place": raters.own_place,
    "connected": raters.connected,
    "slope": growth.slope,
    "run-chart": growth.run_chart,
    "overlap": growth.overlap,
    "baseline": growth.baseline,
    "reliable-change": growth.reliable_change,
    "gap": growth.gap,
    "shrinkage": groups.shrinkage,
    "time-to-stage": groups.time_to_stage,
    "share": shares.share,
    "difference": shares.difference,
    "bar": shares.bar,
    "coverage": shares.coverage,
    "sample": shares.sample,
    "pooled": shares.pooled,
    "first-hidden": small_numbers.first_hidden,
    "all-hidden": small_numbers.all_hidden,
    "nearly-all": small_numbers.nearly_all,
    "shown-curve": groups.shown_curve,
}


def write() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, draw in PICTURES.items():
        (FOLDER / f"{name}.svg").write_text(svg(draw()), encoding="utf-8")


if __name__ == "__main__":
    write()
