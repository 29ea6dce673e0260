"""The natural experiments that the record allows, one a file."""

from sim.evidence.design import Design
from sim.evidence.designs import aid_ties, organisers, pens, seat, signing, us_presence

DESIGNS: dict[str, Design] = {
    module.DESIGN.key: module.DESIGN
    for module in (us_presence, organisers, aid_ties, pens, signing, seat)
}

__all__ = ["DESIGNS"]
