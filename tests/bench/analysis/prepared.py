#!/usr/bin/python3
"""prepared - texts as the usual methods like them: lower case, no stop words, Snowball stems, no accents.

SPDX-License-Identifier: GPL-3.0-or-later
"""
import ctypes
import functools
import re
import unicodedata

# The words that carry no matter, as commonly listed for each language.
STOP = {
    "es": """a al algo algun alguna algunas alguno algunos ante antes asi aun aunque bien cada como con contra cual cuales cuando
    cuanto de del desde donde dos e el ella ellas ello ellos en entre era eran eres es esa esas ese eso esos esta estaba estaban
    estamos estan estar estas este esto estos estoy fue fueron ha habia hace hacen hacer han hasta hay he la las le les lo los mas me
    mi mis mismo mucho muchos muy nada ni no nos nosotros nuestra nuestro o os otra otras otro otros para pero poco por porque pues
    que quien se sea sean ser si sido sin sobre solo son soy su sus suya suyo tal tambien tan tanto te tener tengo tiene tienen toda
    todas todo todos tu tus un una unas uno unos vosotros y ya yo""".split(),
    "en": """a about after all also am an and any are as at be because been before being both but by can could did do does doing
    down during each few for from further had has have having he her here hers him his how i if in into is it its itself just me
    more most my no nor not of off on once only or other our out over own same she should so some such than that the their them
    then there these they this those through to too under until up very was we were what when where which while who whom why will
    with would you your""".split(),
}
NAMES = {"es": b"spanish", "en": b"english"}


def folded(text):
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@functools.lru_cache(maxsize=None)
def stemmer(language):
    library = ctypes.CDLL("libstemmer.so.0d")
    library.sb_stemmer_new.restype = ctypes.c_void_p
    library.sb_stemmer_stem.restype = ctypes.c_void_p
    library.sb_stemmer_stem.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    library.sb_stemmer_length.argtypes = [ctypes.c_void_p]
    made = library.sb_stemmer_new(NAMES[language], b"UTF_8")

    @functools.lru_cache(maxsize=None)
    def stem(word):
        raw = word.encode()
        at = library.sb_stemmer_stem(made, raw, len(raw))
        return folded(ctypes.string_at(at, library.sb_stemmer_length(made)).decode())

    return stem


def stems_of(texts, language):
    """Each text as its stems, parted by blanks."""
    stem, stop = stemmer(language), set(STOP[language])
    return [" ".join(stem(word) for word in re.findall(r"[^\W\d_]{2,}", text.lower()) if folded(word) not in stop)
            for text in texts]
