const fields = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]';

/** A key pressed where it writes something. */
export function isInField({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest(fields) !== null;
}

/** A key that is not meant for the page: it writes something, or a dialog is open over the page. */
export function isTyping(event: KeyboardEvent): boolean {
  return isInField(event) || (event.target instanceof Element && event.target.closest('dialog') !== null);
}
