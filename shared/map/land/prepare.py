"""Writes land.bin, the world as shared/map draws it, from Natural Earth in TopoJSON. README.md says how and what it is.

Every point is kept with its weight: the area of the triangle that the line would lose with it (Visvalingam). So a map
of any scale takes from one file exactly the points that its pixels can show.
"""

import heapq
import json
import math
import struct
import sys
from collections import Counter

# The world is a square of so many cells: at the equator a cell is 611 m wide, less than a pixel of the closest view.
CELLS = 65536

# Mercator's square ends here.
NORTHMOST = 85.0511287798066

# The least triangle that is kept, in square cells of the equator (one is 0.37 km2): near a city, where maps are close;
# elsewhere; and beyond these latitudes, where hardly anything is sent. Then the least island and lake.
NEAR, ELSEWHERE, POLAR = 8, 60, 300
NEAR_KM = 100
ARCTIC, ANTARCTIC = 74, -58
LEAST_ISLAND = 40
LEAST_LAKE = 3000

# Of borders, which are thinner, only triangles so many times larger are kept.
BORDER = 2

# Weights are kept as their binary logarithm, in four bits.
LEVELS = 16


def project(longitude, latitude):
    """A point in cells, from the west and from the north."""
    latitude = max(-NORTHMOST, min(NORTHMOST, latitude))
    northing = math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))
    return (longitude / 360 + 0.5) * CELLS, (0.5 - northing / math.tau) * CELLS


def latitude(y):
    return math.degrees(math.atan(math.sinh((0.5 - y / CELLS) * math.tau)))


def shrink(y):
    """How many cells of the equator one at this height is: Mercator enlarges towards the poles."""
    return math.cos(math.radians(latitude(y))) ** 2


def read(path):
    """The objects of a topology, and its arcs as points in cells."""
    with open(path, encoding="utf-8") as file:
        topology = json.load(file)
    (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy, *_ in deltas:
            x, y = x + dx, y + dy
            arc.append(project(x * kx + x0, y * ky + y0))
        arcs.append(arc)
    return topology["objects"], arcs


def rings(geometry):
    """The rings of a geometry, each as numbers of arcs."""
    match geometry.get("type"):
        case "Polygon":
            yield from geometry["arcs"]
        case "MultiPolygon":
            for polygon in geometry["arcs"]:
                yield from polygon
        case "GeometryCollection":
            for part in geometry["geometries"]:
                yield from rings(part)


def line(numbers, arcs):
    """Arcs as one line which does not jump where the world's east meets its west."""
    points = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    whole = points[:1]
    for x, y in points[1:]:
        whole.append((x + CELLS * round((whole[-1][0] - x) / CELLS), y))
    if abs(whole[-1][0] - whole[0][0]) > CELLS / 2:  # Antarctica goes round the pole: closed along the square's end.
        whole += [(whole[-1][0], CELLS), (whole[0][0], CELLS), whole[0]]
    return whole


def between(geometry, arcs):
    """The lines that part two of the geometry's areas."""
    used = Counter(number if number >= 0 else ~number for ring in rings(geometry) for number in ring)
    return [line([number], arcs) for number, times in sorted(used.items()) if times > 1]


def area(ring):
    """The area of a ring, in cells of the equator."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, ring[1:]))) / 2 * shrink(ring[0][1])


def triangle(a, b, c):
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def weights(points):
    """The weight of each point; of the two ends, no end."""
    last = len(points) - 1
    weight, before, after = [math.inf] * len(points), list(range(-1, last)), list(range(1, last + 2))
    now = [math.inf] + [triangle(*points[i - 1 : i + 2]) for i in range(1, last)] + [math.inf]
    heap = [(now[i], i) for i in range(1, last)]
    heapq.heapify(heap)
    most = 0
    while heap:
        lost, i = heapq.heappop(heap)
        if lost != now[i] or weight[i] < math.inf:
            continue
        weight[i] = most = max(most, lost)
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for j in (left, right):
            if 0 < j < last:
                now[j] = triangle(points[before[j]], points[j], points[after[j]])
                heapq.heappush(heap, (now[j], j))
    return weight


def neighbourhood(path):
    """The squares of a quarter of a degree that are near a city, as numbers of their south-west corners."""
    squares = set()
    with open(path, encoding="utf-8") as file:
        for row in file:
            north, east = (float(degrees) for degrees in row.split("\t")[2:4])
            tall = NEAR_KM / 111
            wide = tall / math.cos(math.radians(north))
            for y in range(math.floor(4 * (north - tall)), math.ceil(4 * (north + tall))):
                for x in range(math.floor(4 * (east - wide)), math.ceil(4 * (east + wide))):
                    squares.add((x % (4 * 360), y))
    return squares


def least(x, y, cities):
    """The least triangle that is kept at a point, in cells of the plane."""
    north, east = latitude(y), (x / CELLS - 0.5) * 360
    if not ANTARCTIC < north < ARCTIC:
        return POLAR / shrink(y)
    near = (math.floor(4 * east) % (4 * 360), math.floor(4 * north)) in cities
    return (NEAR if near else ELSEWHERE) / shrink(y)


def simplified(points, cities, times=1):
    """The points that are kept, each with its level."""
    kept = []
    for (x, y), weight in zip(points, weights(points)):
        if weight < least(x, y, cities) * times or kept and (round(x), round(y)) == kept[-1][:2]:
            continue
        level = LEVELS - 1 if weight == math.inf else min(LEVELS - 1, int(math.log2(max(weight, 1))))
        kept.append((round(x), round(y), level))
    return kept


def inside(point, coasts):
    """Whether a point is on land: the Caspian Sea is none of the lakes, and a lagoon is open water already."""
    x, y, _ = point
    odd = False
    for coast in coasts:
        for (ax, ay, _), (bx, by, _) in zip(coast, coast[1:]):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                odd = not odd
    return odd


def varint(number):
    """Zigzag, then seven bits in a byte, the lowest first."""
    number = number << 1 if number >= 0 else ~(number << 1)
    written = bytearray()
    while number > 0x7F:
        written.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(written) + bytes([number])


def written(kept):
    """A line as README.md describes it."""
    x0, y0, _ = kept[0]
    turn = x0 // CELLS * CELLS
    steps = b"".join(varint(bx - ax) + varint(by - ay) for (ax, ay, _), (bx, by, _) in zip(kept, kept[1:]))
    levels = [level for _, _, level in kept[1:]]
    levels += [0] * (len(levels) % 2)
    nibbles = bytes(low | high << 4 for low, high in zip(levels[::2], levels[1::2]))
    reach = max((max(abs(x - x0), abs(y - y0)) for x, y, _ in kept), default=0)
    head = (x0 - turn, min(y0, CELLS - 1), len(steps), len(kept) - 1, reach.bit_length())
    return struct.pack("<HHHHB", *head) + steps + nibbles


def section(lines):
    lines = [written(kept) for kept in lines]
    return struct.pack("<H", len(lines)) + b"".join(lines)


def main(countries_path, lakes_path, cities_path, out_path):
    cities = neighbourhood(cities_path)
    objects, arcs = read(countries_path)
    coasts = [line(ring, arcs) for ring in rings(objects["land"])]
    borders = between(objects["countries"], arcs)

    objects, arcs = read(lakes_path)
    states = between(objects["subunits"], arcs)
    lakes = [line(ring, arcs) for ring in rings(objects["lakes"])]
    lakes = [simplified(lake, cities) for lake in lakes if area(lake) >= LEAST_LAKE]
    coasts = [simplified(coast, cities) for coast in coasts if area(coast) >= LEAST_ISLAND]
    lakes = [lake for lake in lakes if all(inside(point, coasts) for point in lake[::5])]
    shores = [shore[:-1] for shore in coasts + lakes if len(shore) > 3]
    borders = [simplified(border, cities, BORDER) for border in borders]
    states = [simplified(state, cities, BORDER) for state in states]
    with open(out_path, "wb") as file:
        for lines in (shores, borders, states):
            lines = [kept for kept in lines if len(kept) > 1]
            file.write(section(lines))
            print(f"{len(lines)} lines of {sum(map(len, lines))} points")


if __name__ == "__main__":
    main(*sys.argv[1:])
