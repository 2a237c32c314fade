import { type NameCulture, tokens } from './culture.ts'

const latin = { script: 'Latn', originalOrder: 'given-first', originalGap: ' ' } as const

export const yorubaIgbo: NameCulture = {
  ...latin,
  id: 'yoruba-igbo',
  states: ['NGA'],
  secondGiven: 0.5,
  male: tokens(
    'Oluwaseun=Olúwaṣeun Babatunde=Babátúndé Chukwuemeka|Emeka Ifeanyi Olumide=Olúmidé Adebayo=Adébáyọ̀ Obinna Kelechi Segun=Ṣẹ́gun Uchenna Tunde=Túndé',
  ),
  female: tokens(
    'Adaeze Ngozi Folake=Fọlákẹ́ Chiamaka Titilayo=Títílayọ̀ Ifeoma Yetunde=Yétúndé Nkechi Amara Bolanle=Bọ́láńlé',
  ),
  family: tokens(
    'Okafor|Okafo Adeyemi=Adéyẹmí Eze Okonkwo|Okonkwor Balogun=Balógun Nwosu|Nwoso Ogunleye=Ògúnléye Obi Afolabi=Afọlábí Chukwu|Chuku Onyekachi Akintola=Akíntọ́lá',
  ),
}
export const hausa: NameCulture = {
  ...latin,
  id: 'hausa',
  states: ['NGA', 'NER'],
  secondGiven: 0.3,
  male: tokens(
    'Musa|Moussa Ibrahim|Ibraheem Abubakar|Aboubacar|Abu_Bakr Sani Yakubu|Yacouba Aliyu|Aliou Garba Umaru|Oumarou Sule|Souley Nasiru',
  ),
  female: tokens('Hauwa|Haoua Zainab|Zeinabou Fatima|Fatouma Rabi Hadiza|Hadiza Maryam|Mariama Aisha|Aichatou Binta'),
  family: tokens(
    'Bello Danjuma Abdullahi|Abdoulaye Mohammed|Mahamadou Usman|Ousmane Shehu|Chehou Dikko Lawal|Laouali Maigari Sanusi',
  ),
}
export const mandeWolof: NameCulture = {
  ...latin,
  id: 'mande-wolof',
  states: ['SEN', 'MLI', 'GIN', 'CIV', 'GMB'],
  secondGiven: 0.15,
  male: tokens(
    'Mamadou|Mamadu|Momodou Ousmane|Usman Ibrahima|Ebrima Cheikh|Sheikh Abdoulaye|Abdulai Modou Boubacar|Bubacarr Lamine|Lamin Sekou|Sheku Moussa|Musa Seydou|Seedy',
  ),
  female: tokens(
    'Aminata|Aminatou Fatoumata|Fatou|Fatoumatta Awa|Hawa Mariama|Mariam Rokhaya|Rohey Ndeye|Ndey Khady|Haddy Kadiatou|Kadijatou Oumou|Umu',
  ),
  family: tokens(
    'Diallo|Jallow|Jalloh Traore|Trawally=Traoré Ndiaye|Njie|Njai Diop|Jobe Sow|Sowe Cisse|Ceesay|Sesay=Cissé Keita|Keitta=Keïta Coulibaly|Kulibaly Camara|Kamara Fall|Faal Sarr|Saar Toure|Touray|Turay=Touré',
  ),
}
export const akan: NameCulture = {
  ...latin,
  id: 'akan',
  states: ['GHA'],
  secondGiven: 0.6,
  male: tokens('Kwame|Kwamena Kofi Kwabena|Kobina Yaw Kwaku|Kweku Kojo|Kwadwo Nana Kwesi|Akwasi Ebenezer Emmanuel'),
  female: tokens('Akosua|Esi Abena|Araba Ama Afua|Efua Yaa|Aba Adwoa|Adjoa Akua Gifty Comfort'),
  family: tokens(
    'Mensah|Mensa Owusu Boateng|Boaten Asante|Ashanti Appiah|Apia Osei|Osae Agyeman|Adjeman Amoah|Amoa Addo Ofori Sarpong Quaye|Kwei',
  ),
}
export const swahili: NameCulture = {
  ...latin,
  id: 'swahili',
  states: ['KEN', 'TZA', 'UGA'],
  secondGiven: 0.4,
  male: tokens('Juma Hamisi|Khamis Baraka Joseph Daudi|David Otieno Kamau Mwangi Simba Rajabu|Rajab Salim|Salum'),
  female: tokens('Neema Zawadi Rehema Wanjiru Achieng Mwanaisha Halima Grace Nyambura Subira'),
  family: tokens('Mwakyusa Odhiambo Kariuki Njoroge Mushi Massawe Wekesa Omondi Mutua Kimani Ochieng Nyerembe'),
}
export const ethiopian: NameCulture = {
  ...latin,
  id: 'ethiopian',
  script: 'Ethi',
  states: ['ETH', 'ERI'],
  secondGiven: 0,
  male: tokens(
    'Dawit|Dawid=ዳዊት Yohannes|Yohanes=ዮሐንስ Tesfaye|Tesfay=ተስፋዬ Bekele=በቀለ Girma|Ghirma=ግርማ Abebe=አበበ Mulugeta=ሙሉጌታ',
  ),
  female: tokens('Selamawit|Selamawite=ሰላማዊት Tigist|Tigest=ትዕግስት Almaz=አልማዝ Hiwot|Hiwet=ሕይወት Meseret=መሠረት Aster=አስቴር'),
  family: tokens(
    'Haile|Hailay=ኃይሌ Tadesse|Tadese=ታደሰ Kebede=ከበደ Gebremariam|Gebre_Mariam=ገብረማርያም Wolde|Welde=ወልደ Alemu=ዓለሙ Desta=ደስታ Negash|Negasi=ነጋሽ',
  ),
}
