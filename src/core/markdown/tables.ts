import { BACKSLASH, COLON, DASH, isBlank, PIPE } from './charCodes.ts';
import { trimmedEnd } from './blockStarts.ts';

/**
 * The cells of a table row, as pairs of start and end, outer pipes left out. A backslash escapes the next
 * character, so `\|` parts no cells.
 */
export function tableCells(text: string, start: number, lineEnd: number): number[] {
  const end = trimmedEnd(text, start, lineEnd);
  const cells: number[] = [];
  let cellStart = start;
  while (cellStart < end && isBlank(text.charCodeAt(cellStart))) cellStart++;
  if (text.charCodeAt(cellStart) === PIPE) cellStart++;
  for (let i = cellStart; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === BACKSLASH) i++;
    else if (code === PIPE) {
      cells.push(cellStart, i);
      cellStart = i + 1;
    }
  }
  if (cellStart < end) cells.push(cellStart, end);
  return cells;
}

/** Number of columns that the delimiter row at `start` (`| :-- | --- |`) declares, or 0 when it is none. */
export function delimiterColumns(text: string, start: number, lineEnd: number): number {
  let columns = 0;
  let dashes = 0;
  let isOver = false;
  let hasPipeOrColon = false;
  for (let i = start; i <= lineEnd; i++) {
    const code = i < lineEnd ? text.charCodeAt(i) : PIPE;
    if (code === PIPE) {
      if (i < lineEnd) hasPipeOrColon = true;
      if (dashes > 0) columns++;
      // Only the outermost cells may be missing: before a leading pipe and after a trailing one.
      else if (i > start && trimmedEnd(text, start, i) > start && i < lineEnd) return 0;
      dashes = 0;
      isOver = false;
    } else if (code === DASH) {
      if (isOver) return 0;
      dashes++;
    } else if (code === COLON) {
      hasPipeOrColon = true;
      if (dashes > 0) isOver = true;
      else if (text.charCodeAt(i + 1) !== DASH) return 0;
    } else if (isBlank(code)) {
      if (dashes > 0) isOver = true;
    } else {
      return 0;
    }
  }
  return hasPipeOrColon ? columns : 0;
}
