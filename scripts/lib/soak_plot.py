"""Draws what scripts/soak measured: memory, descriptors, threads and processor time over the minutes, one below the other."""

WIDTH, PANEL, LEFT, TOP = 720, 110, 70, 24
PANELS = [(1, "resident memory, MB"), (2, "open descriptors"), (3, "threads"), (None, "processor, % of one")]


def thinned(rows, count=360):
    """At most so many rows; of those between two that stay the greatest values count."""
    step = max(1, -(-len(rows) // count))
    return [tuple(max(column) for column in zip(*rows[at:at + step])) for at in range(0, len(rows), step)]


def load(samples, window=10):
    """Percent of a processor over the last so many samples."""
    return [100 * (row[4] - samples[max(0, at - window)][4]) / max(1e-9, row[0] - samples[max(0, at - window)][0]) for at, row in enumerate(samples)]


def panel(top, title, times, values):
    highest = max(values) * 1.1 or 1
    span = times[-1] or 1
    points = " ".join(
        f"{LEFT + (WIDTH - LEFT - 20) * at / span:.1f},{top + PANEL - PANEL * value / highest:.1f}" for at, value in zip(times, values))
    bottom, right = top + PANEL, WIDTH - 20
    return [
        f'<text x="{LEFT}" y="{top - 6}">{title}</text>',
        f'<path d="M{LEFT},{top} V{bottom} H{right}" fill="none" stroke="#888"/>',
        f'<text x="{LEFT - 6}" y="{top + 10}" text-anchor="end">{highest:.0f}</text><text x="{LEFT - 6}" y="{bottom}" text-anchor="end">0</text>',
        f'<polyline points="{points}" fill="none" stroke="#1f5fa8" stroke-width="1.2"/>',
    ]


def draw(samples, path):
    rows = thinned([row + (cpu,) for row, cpu in zip(samples, load(samples))])
    times = [row[0] / 60 for row in rows]
    height = TOP + len(PANELS) * (PANEL + 34) + 10
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="12">',
             f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>']
    for place, (column, title) in enumerate(PANELS):
        lines += panel(TOP + place * (PANEL + 34), title, times, [row[5 if column is None else column] for row in rows])
    lines.append(f'<text x="{WIDTH - 20}" y="{height - 8}" text-anchor="end">0 to {times[-1]:.0f} minutes</text></svg>')
    with open(path, "w") as file:
        file.write("\n".join(lines) + "\n")
