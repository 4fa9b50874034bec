import { randomNumbers } from "../../synthetic-results.ts";
import { CUT } from "../expect.ts";
import type { Add, Picture } from "./kind.ts";

export async function truncations(add: Add, picture: Picture, share: number): Promise<void> {
  const random = randomNumbers(4242);
  const whole = {
    "baseline.jpg": await picture().jpeg().toBuffer(),
    "progressive.jpg": await picture().jpeg({ progressive: true }).toBuffer(),
    "whole.png": await picture().png().toBuffer(),
  };
  for (const [name, bytes] of Object.entries(whole)) {
    for (let i = 0; i < 35 * share; i++) {
      const length = 1 + Math.floor(random() * (bytes.length - 40));
      add("cut at a random place", `cut-${i}-${name}`, bytes.subarray(0, length), CUT);
    }
  }
}
