/** What was found beside the photos and not taken, a phrase each. */
export function leftAlone({ others, hidden }: { others: number; hidden: number }): string[] {
  return [
    ...(others === 1 ? ["1 other file is no photo and was left alone"] : []),
    ...(others > 1 ? [`${others} other files are no photos and were left alone`] : []),
    ...(hidden === 1 ? ["1 hidden file or folder was left out"] : []),
    ...(hidden > 1 ? [`${hidden} hidden files and folders were left out`] : []),
  ];
}
