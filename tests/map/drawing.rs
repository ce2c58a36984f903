//! A picture as one reads it: its lines by class, point for point, in units.

/// A point of the picture.
pub type Point = (f64, f64);

/// A picture.
#[derive(Debug)]
pub struct Drawing {
    pub svg: String,
}

/// A name on it.
#[derive(Debug)]
pub struct Name {
    pub text: String,
    pub at: Point,
    pub anchor: String,
}

impl Drawing {
    pub fn read(svg: String) -> Self {
        assert!(svg.contains(r#"viewBox="0 0 640 400""#) && svg.contains(r#"transform="scale(.5)""#), "{svg}");
        Self { svg }
    }

    /// The lines of the path with a class: curves as the points along them.
    pub fn lines(&self, class: &str) -> Vec<Vec<Point>> {
        let Some((_, path)) = self.svg.split_once(&format!(r#"<path class="{class}" d=""#)) else { return Vec::new() };
        lines(path.split('"').next().expect("its end"))
    }

    /// The points that are drawn as dots of a class.
    pub fn dots(&self, class: &str) -> Vec<Point> {
        self.lines(class).into_iter().map(|line| line[0]).collect()
    }

    /// Where the parcel is.
    pub fn pin(&self) -> Point {
        self.dots("map-pin")[0]
    }

    /// Every class that is drawn as lines.
    pub fn paths(&self) -> Vec<&str> {
        let classes = self.svg.split(r#"<path class=""#).skip(1);
        classes.map(|path| path.split('"').next().expect("its end")).collect()
    }

    pub fn names(&self) -> Vec<Name> {
        let names = self.svg.split("<text ").skip(1);
        names
            .map(|name| {
                let value = |key: &str| name.split_once(key).and_then(|(_, rest)| rest.split('"').next()).expect(key);
                let number = |key: &str| value(key).parse().expect(key);
                let text = name.split(['>', '<']).nth(1).expect("a text").to_owned();
                Name { text, at: (number(" x=\""), number(" y=\"")), anchor: value("text-anchor=\"").to_owned() }
            })
            .collect()
    }

    /// Whether there is land at a point: whether an odd number of shores goes around it.
    pub fn is_land(&self, (x, y): Point) -> bool {
        let mut odd = false;
        for shore in self.lines("map-land") {
            for (from, to) in shore.iter().zip(shore.iter().cycle().skip(1)) {
                if (from.1 > y) != (to.1 > y) && x < from.0 + (y - from.1) / (to.1 - from.1) * (to.0 - from.0) {
                    odd = !odd;
                }
            }
        }
        odd
    }
}

/// The lines of a path's data, as far as the map writes it: `M`, `l`, `q`, `h` and `z`.
fn lines(path: &str) -> Vec<Vec<Point>> {
    let mut lines: Vec<Vec<Point>> = Vec::new();
    for line in path.split('M').skip(1) {
        let (start, steps) = line.split_at(line.find(char::is_alphabetic).expect("what is drawn from there"));
        let mut at = pair(&numbers(start));
        let mut points = vec![at];
        for (command, of) in commands(steps.trim_end_matches('z')) {
            match command {
                'l' => {
                    for step in of.chunks(2) {
                        at = (at.0 + step[0] / 2.0, at.1 + step[1] / 2.0);
                        points.push(at);
                    }
                }
                'q' => {
                    let ([bx, by, tx, ty], from) = (<[f64; 4]>::try_from(of).expect("a curve"), at);
                    points.extend((1..=20).map(|step| {
                        let t = f64::from(step) / 20.0;
                        let along = |bend: f64, to: f64| t * (1.0 - t) * bend + t * t * to / 2.0;
                        (from.0 + along(bx, tx), from.1 + along(by, ty))
                    }));
                    at = (at.0 + tx / 2.0, at.1 + ty / 2.0);
                }
                'h' => {}
                other => panic!("{other} in {line}"),
            }
        }
        lines.push(points);
    }
    lines
}

/// Commands, each with its numbers.
fn commands(steps: &str) -> Vec<(char, Vec<f64>)> {
    let starts: Vec<usize> = steps.match_indices(char::is_alphabetic).map(|(at, _)| at).collect();
    let ends = starts.iter().copied().skip(1).chain([steps.len()]);
    let commands = starts.iter().zip(ends).map(|(start, end)| &steps[*start..end]);
    commands.map(|it| (it.chars().next().expect("a command"), numbers(&it[1..]))).collect()
}

fn numbers(text: &str) -> Vec<f64> {
    let spaced = text.replace('-', " -");
    spaced.split_whitespace().map(|number| number.parse().expect("a number")).collect()
}

fn pair(numbers: &[f64]) -> Point {
    (numbers[0] / 2.0, numbers[1] / 2.0)
}
