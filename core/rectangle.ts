/** An axis-aligned rectangle, in pixels or in ratios of an image. */
export interface Rectangle {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function area({ left, top, right, bottom }: Rectangle): number {
  return Math.max(0, right - left) * Math.max(0, bottom - top);
}

export function intersection(a: Rectangle, b: Rectangle): number {
  return area({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  });
}

/** Intersection over union, 0..1. */
export function overlap(a: Rectangle, b: Rectangle): number {
  const shared = intersection(a, b);
  return shared === 0 ? 0 : shared / (area(a) + area(b) - shared);
}

/** The part of the smaller rectangle that lies within the other, 0..1. */
export function containment(a: Rectangle, b: Rectangle): number {
  const smaller = Math.min(area(a), area(b));
  return smaller === 0 ? 0 : intersection(a, b) / smaller;
}

/** The edges of a box that is given by its corner and size. */
export const rectangleOf = ({ left, top, width, height }: CornerAndSize): Rectangle => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

interface CornerAndSize {
  left: number;
  top: number;
  width: number;
  height: number;
}
