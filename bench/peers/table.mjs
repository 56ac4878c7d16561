// One row a bar: the medians of the rounds, their ratio, and whether the bar is met.
import { median } from './servers.mjs';

const number = value => value === undefined ? '' : value >= 100 ? Math.round(value).toLocaleString('en') : value >= 10 ? value.toFixed(1) : value.toFixed(2);
const of = (rounds, read) => {
  const values = rounds.map(read).filter(value => value !== undefined);
  return values.length > 0 ? median(values) : undefined;
};
const spread = (rounds, read) => rounds.length > 1 ? ` (${number(Math.min(...rounds.map(read)))}-${number(Math.max(...rounds.map(read)))})` : '';

export class Table {
  #rows = [];
  failed = 0;

  /** A rate that has to be so many times the peer's. */
  rate(what, ours, theirs, read, bar, peer) {
    if (ours.length === 0) return;
    const figures = rounds => of(rounds, round => read(round).rate);
    const ratio = figures(ours) / figures(theirs);
    this.#add(what, `${number(figures(ours))}/s${spread(ours, round => read(round).rate)}, ${number(of(ours, round => read(round).cpu))} CPU-ms`,
      `${peer} ${number(figures(theirs))}/s${spread(theirs, round => read(round).rate)}, ${number(of(theirs, round => read(round).cpu))} CPU-ms`, `${ratio.toFixed(1)}x`, `>= ${bar}x`, ratio >= bar);
  }

  /** A time that has to be so small a part of the peer's. */
  part(what, ours, theirs, bar, peer, unit = 'ms') {
    const ratio = ours / theirs;
    this.#add(what, `${number(ours)} ${unit}`, `${peer} ${number(theirs)} ${unit}`, `1/${(1 / ratio).toFixed(1)}`, `<= 1/${bar}`, ratio <= 1 / bar);
  }

  most(what, ours, bar, unit) {
    this.#add(what, `${number(ours)} ${unit}`, '', '', `<= ${bar} ${unit}`, ours <= bar);
  }

  print() {
    const lines = [['what', 'Pendopo', 'peer', 'ratio', 'bar', 'met'], ...this.#rows];
    const widths = lines[0].map((_, column) => Math.max(...lines.map(line => line[column].length)));
    for (const line of lines) console.log(line.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd());
  }

  #add(what, ours, theirs, ratio, bar, met) {
    this.#rows.push([what, ours, theirs, ratio, bar, met ? 'yes' : 'NO']);
    if (!met) this.failed++;
  }
}
