import { counted } from "../core/counted.ts";

/** What a template deploys, by type. */
export function resourceLines({ Resources }: { Resources: Record<string, { Type: string }> }): string[] {
  const counts = new Map<string, number>();
  for (const { Type } of Object.values(Resources)) counts.set(Type, (counts.get(Type) ?? 0) + 1);
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    `${counted(Object.keys(Resources).length, "resource")}:`,
    ...rows.map(([type, count]) => `${String(count).padStart(5)}  ${type}`),
  ];
}
