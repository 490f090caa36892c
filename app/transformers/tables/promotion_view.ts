import type { Promotion } from '#services/pages/models/promotion'
import { verdictCards } from '#transformers/tables/evaluation/verdict_cards'

/** What the dialog of a promotion draws. */
export function promotionView(promotion: Promotion) {
  return { ...promotion, cards: verdictCards(promotion.verdicts ?? []) }
}
