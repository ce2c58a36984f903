"""Writes names.tsv from npm's cldr-localenames-full: prepare.py PACKAGE COUNTRIES > names.tsv"""

import json
import pathlib
import sys

LANGUAGES = ["en", "sv", "nb", "vi", "th"]
# Their full names say whose they are, which nobody writes on a parcel.
SHORT = ["HK", "MO"]

package, countries = map(pathlib.Path, sys.argv[1:])
codes = [line.split("\t")[0] for line in countries.read_text().splitlines()]
names = {}
for language in LANGUAGES:
    told = json.loads((package / "main" / language / "territories.json").read_text())
    names[language] = told["main"][language]["localeDisplayNames"]["territories"]
for code in codes:
    key = f"{code}-alt-short" if code in SHORT else code
    print(code, *(names[language][key] for language in LANGUAGES), sep="\t")
