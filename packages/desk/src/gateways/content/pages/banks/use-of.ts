import type { Bank } from '@entente/contracts'

export type BankUse = 'matches' | 'negative' | 'shadow'
export const useOf = (bank: Pick<Bank, 'negative' | 'shadow'>): BankUse =>
  bank.negative ? 'negative' : bank.shadow ? 'shadow' : 'matches'
