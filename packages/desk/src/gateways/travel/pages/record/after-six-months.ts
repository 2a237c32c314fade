const dayMs = 86_400_000

/** Whether masking came six calendar months after the first message: months have 181 to 184 days in a row of six. */
export function afterSixMonths(first: string, maskAt: string): boolean {
  const days = (Date.parse(maskAt) - Date.parse(first)) / dayMs
  return days > 180 && days < 185
}
