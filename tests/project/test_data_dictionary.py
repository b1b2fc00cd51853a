from pathlib import Path

from claims.management.commands.data_dictionary import dictionary


def test_the_data_dictionary_says_what_the_models_say() -> None:
    page = Path(__file__).parents[2] / "docs" / "data-dictionary.md"
    assert page.read_text() == dictionary(), "write it anew: manage.py data_dictionary > docs/data-dictionary.md"
