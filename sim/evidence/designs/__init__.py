"""The natural experiments that the record allows, one a file."""

from sim.evidence.design import Design
from sim.evidence.designs import (
    aid_ties,
    amendments,
    experience,
    leaders,
    organisers,
    pens,
    praise,
    recognition,
    seat,
    security_council,
    signing,
    us_presence,
)

DESIGNS: dict[str, Design] = {
    module.DESIGN.key: module.DESIGN
    for module in (
        us_presence,
        organisers,
        aid_ties,
        amendments,
        pens,
        signing,
        praise,
        seat,
        security_council,
        recognition,
        leaders,
        experience,
    )
}

__all__ = ["DESIGNS"]
