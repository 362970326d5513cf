"""The Thai keyboard (Kedmanee), and Thai that was typed while it was set to English."""

from __future__ import annotations

import re
from collections.abc import Callable

from plandocs.thai.normalise import normalise

#: Rows of keys without and with shift, each from left to right, and what the same keys give in English.
PLAIN = ("ๅ/-ภถุึคตจขช", "ๆไำพะัีรนยบลฃ", "ฟหกดเ้่าสวง", "ผปแอิืทมใฝ")
SHIFTED = ("+๑๒๓๔ู฿๕๖๗๘๙", '๐"ฎฑธํ๊ณฯญฐ,ฅ', "ฤฆฏโฌ็๋ษศซ.", "()ฉฮฺ์?ฒฬฦ")
_ENGLISH = ("1234567890-=", "qwertyuiop[]\\", "asdfghjkl;'", "zxcvbnm,./")
_ENGLISH_SHIFTED = ("!@#$%^&*()_+", "QWERTYUIOP{}|", 'ASDFGHJKL:"', "ZXCVBNM<>?")
_THAI_OF = str.maketrans("".join((*_ENGLISH, *_ENGLISH_SHIFTED)), "".join((*PLAIN, *SHIFTED)))
#: Fewest letters, least share of them in words of the dictionary, and letters of the shortest such word.
_SHORTEST, _KNOWN, _WORD = 5, 0.7, 3
_THAI = re.compile(r"[ก-๎]")
#: Numbers by themselves come from the number pad, which is the same for both.
_NUMBER = re.compile(r"(?<!\S)\d[\d.,/]*(?!\S)")
_TYPED = re.compile(rf"{_NUMBER.pattern}|\S+")


def meant_thai(text: str, words: Callable[[str], list[str]], known: Callable[[str], bool]) -> str:
    """
    Return the Thai that `text` was meant to be, typed while the keyboard was set to English, or an empty string.

    `words` cuts Thai into words, `known` tells those of the dictionary: English turned into Thai gives hardly any.

    >>> meant_thai("-hv,^]gxbf 4.1", lambda text: ["ข้อมูล", "เปิด"], lambda word: True)
    'ข้อมูลเปิด 4.1'
    """
    if _THAI.search(text):
        return ""
    thai = normalise(_TYPED.sub(lambda typed: _turned(typed[0]), text)).text
    letters = sum(len(piece) for piece in _NUMBER.sub(" ", thai).split())
    if letters < _SHORTEST:
        return ""
    found = sum(len(word) for word in words(thai) if len(word) >= _WORD and _THAI.match(word) and known(word))
    return thai if found >= _KNOWN * letters else ""


def _turned(typed: str) -> str:
    return typed if _NUMBER.fullmatch(typed) else typed.translate(_THAI_OF)
