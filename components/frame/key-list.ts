/** A key that does something, and what. */
export interface KeyHint {
  /** Keys that do the same, or one after the other when `then` stands between. */
  keys: readonly string[];
  does: string;
}

export interface KeyGroup {
  title: string;
  hints: readonly KeyHint[];
}

/** Every key of Exitline, where it works. The dialog under `?` is made of this list alone. */
export const keyGroups: readonly KeyGroup[] = [
  {
    title: 'Everywhere',
    hints: [
      { keys: ['?'], does: 'This list' },
      { keys: ['/'], does: 'Find: an app in the list, a line in the console' },
      { keys: ['g', 'then', 'h'], does: 'Go to all apps and jobs' },
      { keys: ['g', 'then', 'e'], does: 'Go to the exit codes' },
      { keys: ['Esc'], does: 'Close what is open' },
    ],
  },
  {
    title: 'On an app’s page',
    hints: [
      { keys: ['j'], does: 'Next exit' },
      { keys: ['k'], does: 'Previous exit' },
      { keys: ['n'], does: 'Next failing line' },
      { keys: ['p'], does: 'Previous failing line' },
      { keys: ['l'], does: 'Pause looking for new rows, and go on' },
      { keys: ['r'], does: 'Show what is new' },
    ],
  },
  {
    title: 'In the timeline’s lanes',
    hints: [
      { keys: ['←', '→'], does: 'Mark before and after in the lane' },
      { keys: ['↑', '↓'], does: 'Nearest mark of the lane above and below' },
      { keys: ['Home', 'End'], does: 'First and last mark of the lane' },
      { keys: ['Enter'], does: 'Open the run and its console' },
      { keys: ['+', '−'], does: 'Zoom in and out' },
      { keys: ['[', ']'], does: 'Move the hours shown; so does Shift with ← and →' },
      { keys: ['0'], does: 'Whole range' },
    ],
  },
  {
    title: 'In the console',
    hints: [
      { keys: ['Enter'], does: 'In the find box: next hit; with Shift, previous' },
      { keys: ['↑', '↓'], does: 'Line above and below' },
      { keys: ['Enter'], does: 'Unfold the line, or fold it' },
    ],
  },
  {
    title: 'In the table of runs',
    hints: [
      { keys: ['↑', '↓'], does: 'Row above and below; Page keys go further' },
      { keys: ['Home', 'End'], does: 'First and last row' },
      { keys: ['Enter'], does: 'Open the run and its console' },
    ],
  },
];
