// Medians of rounds in which the contenders take turns, and how many times the time of each ours is.
const ROUNDS = 100;
const ROUND_MILLIS = 2;
const WARM_MILLIS = 200;

// What a piece of work gives must not be thought useless.
let kept;

/** The milliseconds that the processor spent: what else the machine does is nothing of ours. */
function millis(work, times) {
  const start = process.cpuUsage();
  for (let time = 0; time < times; time++) {
    kept = work();
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / times;
}

function warm(work) {
  if (!work()) {
    throw new Error("the work failed");
  }
  for (const end = performance.now() + WARM_MILLIS; performance.now() < end; ) {
    millis(work, 10);
  }
  return Math.max(1, Math.round(ROUND_MILLIS / millis(work, 20)));
}

export function quantile(numbers, part) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)];
  return below + (sorted[Math.ceil(place)] - below) * (place % 1);
}

/** What each contender took, and how many times that ours took, with the middle 80 of 100 rounds. */
export function rows(work, unit, rounds) {
  const [ours] = Object.values(rounds);
  return Object.entries(rounds).map(([contender, taken]) => {
    const ratios = taken.map((theirs, round) => ours[round] / theirs);
    return {
      work,
      contender,
      [unit]: quantile(taken, 0.5),
      ratio: quantile(ratios, 0.5),
      ratio_low: quantile(ratios, 0.1),
      ratio_high: quantile(ratios, 0.9),
    };
  });
}

/** The rows of a piece of work. */
export function measured(work, contenders) {
  const names = Object.keys(contenders);
  const times = Object.fromEntries(names.map((name) => [name, warm(contenders[name])]));
  const rounds = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) {
      rounds[name].push(millis(contenders[name], times[name]) * 1000);
    }
  }
  return rows(work, "microseconds", rounds);
}
