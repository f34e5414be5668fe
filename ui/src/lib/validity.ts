/** What the browser would say in a bubble, in its own language: said in the field instead. */

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** The sentence for what a control lacks. */
export function sentence({ validity, tagName }: Pick<Control, 'validity' | 'tagName'>): string {
  if (validity.valueMissing) {
    return tagName === 'SELECT' ? 'Faites un choix dans la liste.' : 'Remplissez ce champ.';
  }
  if (validity.tooShort) return 'C’est trop court\u00a0: complétez.';
  if (validity.tooLong) return 'C’est trop long\u00a0: raccourcissez.';
  return 'Cette valeur n’est pas acceptée\u00a0: corrigez-la.';
}

/** Takes the bubble's place: the first control that is refused gets the focus. */
export function refused(event: Event): string {
  event.preventDefault();
  const control = event.target as Control;
  if (control.form?.querySelector(':invalid:not(fieldset)') === control) control.focus();
  return sentence(control);
}
