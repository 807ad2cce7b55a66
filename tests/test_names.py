"""Names of persons and bodies as GB/T 7714 prints them, in 2025 and 2015."""

from __future__ import annotations

import pytest

from qikan.citing.names import printed
from qikan.works import Name


@pytest.mark.parametrize(
    ("family", "given", "expected", "former"),
    [
        ("李", "云", "李云", "李云"),
        ("司馬", "長風", "司馬長風", "司馬長風"),
        ("𠮷田", "はな", "𠮷田はな", "𠮷田はな"),
        ("김", "세훈", "김세훈", "김세훈"),
        ("米勒", "", "米勒", "米勒"),
        ("昂温", "P. S.", "昂温 P S", "昂温 P S"),
        ("Miller", "A.B.", "Miller A B", "MILLER A B"),
        ("Miller", "AB", "Miller A B", "MILLER A B"),
        ("Miller", "Anna Beth Clara", "Miller A B C", "MILLER A B C"),
        ("MILLER", "ANNA", "Miller A", "MILLER A"),
        ("MCDONALD", "J", "McDonald J", "MCDONALD J"),
        ("O’NEILL", "S.", "O’Neill S", "O’NEILL S"),
        ("Williams-Ellis", "Amabel", "Williams-Ellis A", "WILLIAMS-ELLIS A"),
        ("Godard", "Jean-Luc", "Godard J-L", "GODARD J L"),
        ("Park", "J.-R.", "Park J-R", "PARK J R"),
        ("de Vries", "Jan", "Vries J de", "VRIES J de"),
        ("van der Veen", "P. H.", "Veen P H van der", "VEEN P H van der"),
        ("Beethoven", "Ludwig van", "Beethoven L van", "BEETHOVEN L van"),
        ("De Morgan", "Augustus", "De Morgan A", "DE MORGAN A"),
        ("Кочетков", "Александр Яковлевич", "Кочетков А Я", "КОЧЕТКОВ А Я"),
        ("Plato", "", "Plato", "Plato"),
        # Pinyin is not cut
        ("Zhang", "Xiaoming", "Zhang Xiaoming", "ZHANG Xiaoming"),
        ("ZHANG", "XIAOMING", "Zhang Xiaoming", "ZHANG Xiaoming"),
        ("Zhang", "Xiao-Ming", "Zhang Xiao-Ming", "ZHANG Xiao-Ming"),
        ("Ouyang", "Feng", "Ouyang Feng", "OUYANG Feng"),
        ("Lü", "Xi'an", "Lü Xi'an", "LÜ Xi'an"),
        ("Lǐ", "Jiāngníng", "Lǐ Jiāngníng", "LǏ Jiāngníng"),
        # These only look like it
        ("Li", "AN", "Li A N", "LI A N"),
        ("Wang", "X.-Y.", "Wang X-Y", "WANG X Y"),
        ("Long", "Sean", "Long S", "LONG S"),
        ("Long", "Susan", "Long S", "LONG S"),
        ("Lang", "Helena", "Lang H", "LANG H"),
        ("Tan", "Kate", "Tan K", "TAN K"),
        ("Miller", "Lan", "Miller L", "MILLER L"),
    ],
)
def test_names(family: str, given: str, expected: str, former: str) -> None:
    name = Name(family=family, given=given)
    assert (printed(name), printed(name, capitals=True)) == (expected, former)


def test_names_in_parts() -> None:
    veen = Name(family="Veen", given="P. H.", particle="van der")
    peebles = Name(family="Peebles", given="Peyton Z.", suffix="Jr.")
    assert (printed(veen), printed(peebles)) == ("Veen P H van der", "Peebles P Z Jr")
    assert printed(Name(literal="MILLER & Sons, Inc.")) == "MILLER & Sons, Inc."
