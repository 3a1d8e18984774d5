# The choices of BanditSnapshotTest.choicesAreFixedForEver by a second implementation (Python 3.11, standard library).
M = (1 << 64) - 1
GOLDEN = 0x9E3779B97F4A7C15


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M
    return z ^ (z >> 31)


def keys(salt):
    first = mix((salt + GOLDEN) & M)
    return first, mix((first + GOLDEN) & M)


def of_long(salt, unit):
    first, second = keys(salt)
    return mix(mix((unit + first) & M) ^ second) >> 11


def of_text(salt, text):
    first, second = keys(salt)
    units = text.encode("utf-16-le")
    chars = [units[i] | units[i + 1] << 8 for i in range(0, len(units), 2)]
    h = first ^ len(chars)
    whole = len(chars) // 4 * 4
    for i in range(0, whole, 4):
        word = chars[i] | chars[i + 1] << 16 | chars[i + 2] << 32 | chars[i + 3] << 48
        h = (mix(h ^ word) + GOLDEN) & M
    word = 0
    for c in chars[whole:]:
        word = word << 16 | c
    return mix(mix(h ^ word) ^ second) >> 11


half = 1 << 52
print("".join("0" if of_long(42, i) < half else "1" for i in range(64)))
print("".join("0" if of_text(42, f"customer-{i}") < half else "1" for i in range(64)))
