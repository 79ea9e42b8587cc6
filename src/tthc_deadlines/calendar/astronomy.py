"""Sun and moon (thiên văn): the two instants a lunisolar calendar is made of.

New moons after Meeus, *Astronomical Algorithms* (2nd ed.), chapter 49; the sun's
apparent longitude after chapter 25, from the leading terms of VSOP87 (appendix
III). Against independent ephemerides over 1900–2199 the new moons differ by at
most 15 seconds up to our time and 40 later, where ΔT itself is an extrapolation;
the longitude by two arc seconds or so, which the sun covers in a minute. Day
numbers count days from noon, 1 January 2000 (JD 2451545.0), in universal time.

Basis: published formulas and coefficients; ΔT after Espenak and Meeus (2006).
"""

from __future__ import annotations

from math import cos, floor, pi, radians, sin

SYNODIC_MONTH = 29.530588861  # mean days from new moon to new moon
FIRST_NEW_MOON = 5.09766  # mean new moon of 6 January 2000, days after JD_2000

# Meeus table 49.A, new moon: amplitude in days, power of the earth's eccentricity,
# then multiples of the sun's and moon's anomaly, the moon's argument of latitude
# and the longitude of its node.
_NEW_MOON_TERMS = (
    (-0.40720, 0, 0, 1, 0, 0), (0.17241, 1, 1, 0, 0, 0), (0.01608, 0, 0, 2, 0, 0),
    (0.01039, 0, 0, 0, 2, 0), (0.00739, 1, -1, 1, 0, 0), (-0.00514, 1, 1, 1, 0, 0),
    (0.00208, 2, 2, 0, 0, 0), (-0.00111, 0, 0, 1, -2, 0), (-0.00057, 0, 0, 1, 2, 0),
    (0.00056, 1, 1, 2, 0, 0), (-0.00042, 0, 0, 3, 0, 0), (0.00042, 1, 1, 0, 2, 0),
    (0.00038, 1, 1, 0, -2, 0), (-0.00024, 1, -1, 2, 0, 0), (-0.00017, 0, 0, 0, 0, 1),
    (-0.00007, 0, 2, 1, 0, 0), (0.00004, 0, 0, 2, -2, 0), (0.00004, 0, 3, 0, 0, 0),
    (0.00003, 0, 1, 1, -2, 0), (0.00003, 0, 0, 2, 2, 0), (-0.00003, 0, 1, 1, 2, 0),
    (0.00003, 0, -1, 1, 2, 0), (-0.00002, 0, -1, 1, -2, 0), (-0.00002, 0, 1, 3, 0, 0),
    (0.00002, 0, 0, 4, 0, 0),
)  # fmt: skip

# Chapter 49, planetary arguments: amplitude in days, angle at k = 0, degrees a month.
_PLANETARY_TERMS = (
    (0.000325, 299.77, 0.107408), (0.000165, 251.88, 0.016321), (0.000164, 251.83, 26.651886),
    (0.000126, 349.42, 36.412478), (0.000110, 84.66, 18.206239), (0.000062, 141.74, 53.303771),
    (0.000060, 207.14, 2.453732), (0.000056, 154.84, 7.306860), (0.000047, 34.52, 27.261239),
    (0.000042, 207.19, 0.121824), (0.000040, 291.34, 1.844379), (0.000037, 161.72, 24.198154),
    (0.000035, 239.56, 25.513099), (0.000023, 331.55, 3.592518),
)  # fmt: skip

# VSOP87, heliocentric longitude of the earth: (amplitude in 1e-8 rad, phase,
# frequency in rad per thousand years), one row of terms for each power of time.
_EARTH_LONGITUDE = (
    (
        (175347046, 0, 0), (3341656, 4.6692568, 6283.0758500), (34894, 4.62610, 12566.15170),
        (3497, 2.7441, 5753.3849), (3418, 2.8289, 3.5231), (3136, 3.6277, 77713.7715),
        (2676, 4.4181, 7860.4194), (2343, 6.1352, 3930.2097), (1324, 0.7425, 11506.7698),
        (1273, 2.0371, 529.6910), (1199, 1.1096, 1577.3435), (990, 5.233, 5884.927),
        (902, 2.045, 26.298), (857, 3.508, 398.149), (780, 1.179, 5223.694),
        (753, 2.533, 5507.553), (505, 4.583, 18849.228), (492, 4.205, 775.523),
        (357, 2.920, 0.067), (317, 5.849, 11790.629), (284, 1.899, 796.298),
        (271, 0.315, 10977.079), (243, 0.345, 5486.778), (206, 4.806, 2544.314),
        (205, 1.869, 5573.143), (202, 2.458, 6069.777), (156, 0.833, 213.299),
        (132, 3.411, 2942.463), (126, 1.083, 20.775), (115, 0.645, 0.980),
        (103, 0.636, 4694.003), (102, 0.976, 15720.839), (102, 4.267, 7.114),
        (99, 6.21, 2146.17), (98, 0.68, 155.42), (86, 5.98, 161000.69),
        (85, 1.30, 6275.96), (85, 3.67, 71430.70), (80, 1.81, 17260.15),
        (79, 3.04, 12036.46), (75, 1.76, 5088.63), (74, 3.50, 3154.69),
        (74, 4.68, 801.82), (70, 0.83, 9437.76), (62, 3.98, 8827.39),
        (61, 1.82, 7084.90), (57, 2.78, 6286.60), (56, 4.39, 14143.50),
        (56, 3.47, 6279.55), (52, 0.19, 12139.55), (52, 1.33, 1748.02),
        (51, 0.28, 5856.48), (49, 0.49, 1194.45), (41, 5.37, 8429.24),
        (41, 2.40, 19651.05), (39, 6.17, 10447.39), (37, 6.04, 10213.29),
        (37, 2.57, 1059.38), (36, 1.71, 2352.87), (36, 1.78, 6812.77),
        (33, 0.59, 17789.85), (30, 0.44, 83996.85), (30, 2.74, 1349.87),
        (25, 3.16, 4690.48),
    ),
    (
        (628331966747, 0, 0), (206059, 2.678235, 6283.075850), (4303, 2.6351, 12566.1517),
        (425, 1.590, 3.523), (119, 5.796, 26.298), (109, 2.966, 1577.344),
        (93, 2.59, 18849.23), (72, 1.14, 529.69), (68, 1.87, 398.15),
        (67, 4.41, 5507.55), (59, 2.89, 5223.69), (56, 2.17, 155.42),
        (45, 0.40, 796.30), (36, 0.47, 775.52), (29, 2.65, 7.11),
        (21, 5.34, 0.98), (19, 1.85, 5486.78), (19, 4.97, 213.30),
        (17, 2.99, 6275.96), (16, 0.03, 2544.31), (16, 1.43, 2146.17),
        (15, 1.21, 10977.08), (12, 2.83, 1748.02), (12, 3.26, 5088.63),
        (12, 5.27, 1194.45), (12, 2.08, 4694.00), (11, 0.77, 553.57),
        (10, 1.30, 6286.60), (10, 4.24, 1349.87),
    ),
    (
        (52919, 0, 0), (8720, 1.0721, 6283.0758), (309, 0.867, 12566.152),
        (27, 0.05, 3.52), (16, 5.19, 26.30), (16, 3.68, 155.42), (10, 0.76, 18849.23),
    ),
    ((289, 5.844, 6283.076), (35, 0, 0), (17, 5.49, 12566.15)),
)  # fmt: skip

# Years up to which each polynomial for ΔT holds, the year it is centred on, and its
# coefficients in seconds.
_DELTA_T = (
    (1900, 1860, (7.62, 0.5737, -0.251754, 0.01680668, -0.0004473624, 1 / 233174)),
    (1920, 1900, (-2.79, 1.494119, -0.0598939, 0.0061966, -0.000197)),
    (1941, 1920, (21.20, 0.84493, -0.076100, 0.0020936)),
    (1961, 1950, (29.07, 0.407, -1 / 233, 1 / 2547)),
    (1986, 1975, (45.45, 1.067, -1 / 260, -1 / 718)),
    (2005, 2000, (63.86, 0.3345, -0.060374, 0.0017275, 0.000651814, 0.00002373599)),
    (2050, 2000, (62.92, 0.32217, 0.005589)),
)


def _polynomial(x: float, coefficients: tuple[float, ...]) -> float:
    total = 0.0
    for coefficient in reversed(coefficients):
        total = total * x + coefficient
    return total


def delta_t(day: float) -> float:
    """Terrestrial minus universal time, in days, on a day number (hiệu số ΔT).

    Measured up to our time, an extrapolation after it: in 2100 it may be a
    minute or two off, which moves a lunar date only when the new moon falls
    within those minutes of midnight.

    >>> round(delta_t(0.0) * 86400)
    64

    Basis: Espenak and Meeus, polynomial expressions for ΔT (2006).
    """
    year = 2000.0 + day / 365.2425
    for until, centre, coefficients in _DELTA_T:
        if year < until:
            return _polynomial(year - centre, coefficients) / 86400
    parabola = -20 + 32 * ((year - 1820) / 100) ** 2
    bridge = 0.5628 * (2150 - year) if year < 2150 else 0.0
    return (parabola - bridge) / 86400


def new_moon(k: int) -> float:
    """The ``k``-th new moon after that of 6 January 2000 (điểm Sóc), as a day number.

    ``k`` may be negative. Good to about 20 seconds near our time.

    >>> round(new_moon(0), 2)        # 6 January 2000, 18:14 universal time
    5.26

    Basis: Meeus, *Astronomical Algorithms*, chapter 49.
    """
    t = k / 1236.85
    mean = (
        FIRST_NEW_MOON
        + SYNODIC_MONTH * k
        + t * t * (0.00015437 - t * (0.000000150 - t * 0.00000000073))
    )
    eccentricity = 1 - t * (0.002516 + t * 0.0000074)
    powers = (1.0, eccentricity, eccentricity * eccentricity)
    sun = radians(2.5534 + 29.10535670 * k - t * t * (0.0000014 + t * 0.00000011))
    moon = radians(201.5643 + 385.81693528 * k + t * t * (0.0107582 + t * 0.00001238))
    latitude = radians(160.7108 + 390.67050284 * k - t * t * (0.0016118 + t * 0.00000227))
    node = radians(124.7746 - 1.56375588 * k + t * t * (0.0020672 + t * 0.00000215))
    true = mean
    for amplitude, power, s, m, f, n in _NEW_MOON_TERMS:
        true += amplitude * powers[power] * sin(s * sun + m * moon + f * latitude + n * node)
    for amplitude, angle, rate in _PLANETARY_TERMS:
        true += amplitude * sin(radians(angle + rate * k))
    return true - delta_t(true)


def sun_longitude(day: float) -> float:
    """The sun's apparent longitude on a day number (hoàng kinh Mặt Trời), in degrees, 0 to 360.

    >>> round(sun_longitude(-10.18), 1)      # winter solstice, 22 December 1999, 07:44
    270.0

    Basis: Meeus, *Astronomical Algorithms*, chapters 22 and 25.
    """
    tau = (day + delta_t(day)) / 365250
    earth = 0.0
    for terms in reversed(_EARTH_LONGITUDE):
        earth = earth * tau + sum(a * cos(b + c * tau) for a, b, c in terms)
    centuries = 10 * tau
    # From the earth's place in the FK5 frame to the sun's, then nutation and aberration.
    node = radians(125.04452 - 1934.136261 * centuries)
    sun_mean = radians(280.4665 + 36000.7698 * centuries)
    moon_mean = radians(218.3165 + 481267.8813 * centuries)
    nutation = (
        -17.20 * sin(node)
        - 1.32 * sin(2 * sun_mean)
        - 0.23 * sin(2 * moon_mean)
        + 0.21 * sin(2 * node)
    )
    anomaly = radians(357.5291 + 35999.0503 * centuries)
    aberration = -20.4955 * (1 + 0.016709 * cos(anomaly))
    degrees = earth * 1e-8 * 180 / pi + 180 + (nutation + aberration - 0.0903) / 3600
    return degrees % 360


def rough_sun_longitude(day: float) -> float:
    """The same to about a hundredth of a degree, four times as fast (gần đúng).

    >>> abs(rough_sun_longitude(9400) - sun_longitude(9400)) < 0.02
    True

    Basis: Meeus, *Astronomical Algorithms*, chapter 25, lower accuracy.
    """
    t = (day + delta_t(day)) / 36525
    anomaly = radians(357.52911 + t * (35999.05029 - 0.0001537 * t))
    centre = (
        (1.914602 - t * (0.004817 + 0.000014 * t)) * sin(anomaly)
        + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
        + 0.000289 * sin(3 * anomaly)
    )
    node = radians(125.04 - 1934.136 * t)
    longitude = 280.46646 + t * (36000.76983 + 0.0003032 * t) + centre
    return (longitude - 0.00569 - 0.00478 * sin(node)) % 360


def sun_sector(day: float) -> int:
    """Which of the twelve 30° sectors the sun is in (cung hoàng đạo), 0 to 11; 9 begins
    with the winter solstice.

    The rough longitude decides unless it comes within a twentieth of a degree of
    the border, a little over an hour of the sun's way.

    >>> sun_sector(-10.2), sun_sector(-10.1)
    (8, 9)

    Basis: the principal terms (trung khí) are where the sectors begin.
    """
    longitude = rough_sun_longitude(day)
    if abs((longitude + 15) % 30 - 15) < 0.05:
        longitude = sun_longitude(day)
    return floor(longitude / 30)
