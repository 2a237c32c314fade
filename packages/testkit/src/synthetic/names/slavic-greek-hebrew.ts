import { type NameCulture, type NameToken, tokens } from './culture.ts'

/** Declines a family name in both scripts and every spelling: Ivanov, Ivanova; Dostoyevsky, Dostoyevskaya. */
function slavicWoman(family: NameToken): NameToken {
  const latin = (s: string) =>
    /(ski|sky|skiy|skij)$/.test(s)
      ? s.replace(/(ski|sky|skiy|skij)$/, 'skaya')
      : /(ov|ev|in|off|eff)$/.test(s)
        ? `${s}a`
        : s
  const cyrillic = (s: string) =>
    s.endsWith('ский')
      ? s.replace(/ский$/, 'ская')
      : s.endsWith('ський')
        ? s.replace(/ський$/, 'ська')
        : /(ов|ев|ин)$/.test(s)
          ? `${s}а`
          : s
  const spellings = family.spellings.map(latin)
  return { latin: spellings[0] as string, spellings, original: family.original && cyrillic(family.original) }
}

export const russian: NameCulture = {
  id: 'russian',
  states: ['RUS', 'BLR', 'KAZ', 'KGZ'],
  script: 'Cyrl',
  originalOrder: 'given-first',
  originalGap: ' ',
  secondGiven: 0.1,
  womansFamily: slavicWoman,
  male: tokens(`
    Aleksandr|Alexander|Alexandr=Александр Dmitrii|Dmitry|Dmitriy|Dmitri=Дмитрий Sergei|Sergey|Serguei=Сергей
    Andrei|Andrey=Андрей Aleksei|Alexey|Alexei=Алексей Evgenii|Evgeny|Yevgeniy=Евгений Iurii|Yury|Yuri|Yuriy=Юрий
    Mikhail|Michail=Михаил Nikolai|Nikolay=Николай Ilia|Ilya|Ilija=Илья Fedor|Fyodor|Feodor=Фёдор Viacheslav|Vyacheslav=Вячеслав
    Timur=Тимур Ruslan=Руслан`),
  female: tokens(`
    Ekaterina|Yekaterina|Katerina=Екатерина Natalia|Natalya|Nataliya=Наталья Tatiana|Tatyana=Татьяна Iuliia|Yulia|Julia=Юлия
    Olga=Ольга Svetlana=Светлана Kseniia|Ksenia|Xenia=Ксения Anastasiia|Anastasia=Анастасия Liudmila|Lyudmila|Ludmila=Людмила
    Daria|Darya|Dariya=Дарья`),
  family: tokens(`
    Lebedev=Лебедев Sokolov|Sokoloff=Соколов Kuznetsov|Kouznetsov=Кузнецов Morozov=Морозов Volkov|Wolkow=Волков
    Zaitsev|Zaytsev|Zajcev=Зайцев Belousov=Белоусов Vinogradov=Виноградов Chernov|Tchernov|Tschernow=Чернов
    Shcherbakov|Scherbakov=Щербаков Iakovlev|Yakovlev|Jakovlev=Яковлев Zhukov|Joukov|Schukow=Жуков Ryzhkov|Rizhkov=Рыжков
    Galkin=Галкин Tolubov=Толубов Vysotskii|Vysotsky|Vysotskiy=Высотский`),
}

export const ukrainian: NameCulture = {
  id: 'ukrainian',
  states: ['UKR'],
  script: 'Cyrl',
  originalOrder: 'given-first',
  originalGap: ' ',
  secondGiven: 0.05,
  male: tokens(`
    Oleksandr|Olexandr|Aleksandr=Олександр Volodymyr|Vladimir=Володимир Andrii|Andriy=Андрій Serhii|Serhiy|Sergiy=Сергій
    Bohdan|Bogdan=Богдан Taras=Тарас Yurii|Yuriy=Юрій Mykhailo|Mykhaylo=Михайло Oleh|Oleg=Олег Vitalii|Vitaliy=Віталій`),
  female: tokens(`
    Olena|Elena=Олена Kateryna|Katerina=Катерина Nataliia|Natalia=Наталія Oksana|Oxana=Оксана Iryna|Irina=Ірина
    Yuliia|Yulia=Юлія Halyna|Galina=Галина Sofiia|Sofia=Софія`),
  family: tokens(`
    Shevchuk|Schewtschuk=Шевчук Kovalenko=Коваленко Bondarenko=Бондаренко Tkachuk|Tkatchouk=Ткачук Hrytsenko|Gritsenko=Гриценко
    Lysenko|Lisenko=Лисенко Marchuk|Martchouk=Марчук Petrenko=Петренко Savchenko|Savtchenko=Савченко Zinchenko=Зінченко
    Khomenko|Homenko=Хоменко Yaremchuk=Яремчук`),
}

export const polish: NameCulture = {
  id: 'polish',
  states: ['POL'],
  script: 'Latn',
  originalOrder: 'given-first',
  originalGap: ' ',
  secondGiven: 0.2,
  womansFamily: (family) => {
    const form = (s: string) => s.replace(/(sk|ck|dzk)i$/, '$1a')
    return {
      latin: form(family.latin),
      spellings: family.spellings.map(form),
      original: family.original && form(family.original),
    }
  },
  male: tokens(
    'Pawel=Paweł Lukasz=Łukasz Michal=Michał Krzysztof=Krzysztof Tomasz=Tomasz Wojciech=Wojciech Stanislaw=Stanisław Jan=Jan',
  ),
  female: tokens(
    'Agnieszka=Agnieszka Malgorzata=Małgorzata Katarzyna=Katarzyna Zofia=Zofia Elzbieta=Elżbieta Bozena=Bożena Hanna=Hanna',
  ),
  family: tokens(`
    Wisniewski=Wiśniewski Dabrowski=Dąbrowski Zielinski=Zieliński Wojcik=Wójcik Kozlowski=Kozłowski Mazur=Mazur
    Krol=Król Pawlak=Pawlak Gorski=Górski Jasinski=Jasiński Baranowicz=Baranowicz`),
}

export const serbian: NameCulture = {
  id: 'serbian',
  states: ['SRB', 'BIH', 'MNE', 'HRV'],
  script: 'Cyrl',
  originalOrder: 'given-first',
  originalGap: ' ',
  secondGiven: 0.02,
  male: tokens(
    'Nikola=Никола Milos|Milosh=Милош Djordje|Dorde|Georgije=Ђорђе Stefan=Стефан Vuk=Вук Zoran=Зоран Dragan=Драган Goran=Горан',
  ),
  female: tokens(
    'Jelena|Yelena=Јелена Milica|Militsa=Милица Ana=Ана Ljiljana|Liljana=Љиљана Snezana|Snezhana=Снежана Vesna=Весна Ivana=Ивана',
  ),
  family: tokens(`
    Jovanovic|Yovanovich=Јовановић Petrovic|Petrovitch=Петровић Nikolic|Nikolitch=Николић Djuric|Duric=Ђурић Markovic|Markovitch=Марковић
    Stojanovic|Stoyanovich=Стојановић Vasic|Vassitch=Васић Zivkovic|Zhivkovich=Живковић Babic=Бабић Kovacevic|Kovachevich=Ковачевић`),
}

export const greek: NameCulture = {
  id: 'greek',
  states: ['GRC', 'CYP'],
  script: 'Grek',
  originalOrder: 'given-first',
  originalGap: ' ',
  secondGiven: 0.1,
  womansFamily: (family) => {
    const latin = (s: string) =>
      s.endsWith('poulos')
        ? s.replace(/os$/, 'ou')
        : s.endsWith('is')
          ? s.slice(0, -1)
          : s.endsWith('as')
            ? s.slice(0, -1)
            : s
    const greekForm = (s: string) =>
      s.endsWith('πουλος') ? s.replace(/ος$/, 'ου') : /[ηά]ς$|ας$|ής$/.test(s) ? s.slice(0, -1) : s
    return {
      latin: latin(family.latin),
      spellings: family.spellings.map(latin),
      original: family.original && greekForm(family.original),
    }
  },
  male: tokens(
    'Georgios|George|Yorgos=Γεώργιος Ioannis|Yannis=Ιωάννης Konstantinos|Constantinos=Κωνσταντίνος Dimitrios|Dimitris=Δημήτριος Nikolaos|Nicolaos=Νικόλαος Panagiotis=Παναγιώτης Christos|Hristos=Χρήστος Evangelos|Vangelis=Ευάγγελος',
  ),
  female: tokens(
    'Maria=Μαρία Eleni|Helen=Ελένη Aikaterini|Katerina=Αικατερίνη Vasiliki|Vassiliki=Βασιλική Georgia=Γεωργία Sofia|Sophia=Σοφία Anastasia=Αναστασία Kyriaki|Kiriaki=Κυριακή',
  ),
  family: tokens(`
    Papadakis=Παπαδάκης Georgopoulos|Yeorgopoulos=Γεωργόπουλος Oikonomidis|Economides=Οικονομίδης Vlachos|Vlahos=Βλάχος
    Angelopoulos|Aggelopoulos=Αγγελόπουλος Karras=Καρράς Theodorakis=Θεοδωράκης Xenakis=Ξενάκης Makris=Μακρής Nikolaidis|Nicolaides=Νικολαΐδης`),
}

export const hebrew: NameCulture = {
  id: 'hebrew',
  states: ['ISR'],
  script: 'Hebr',
  originalOrder: 'given-first',
  originalGap: ' ',
  secondGiven: 0.08,
  male: tokens(
    'Yosef|Joseph=יוסף David=דוד Moshe|Moses=משה Yitzhak|Itzhak|Isaac=יצחק Avraham|Abraham=אברהם Eitan|Eytan=איתן Noam=נועם Yaakov|Jacob=יעקב',
  ),
  female: tokens(
    'Tamar=תמר Rivka|Rebecca=רבקה Shoshana|Susanna=שושנה Yael|Jael=יעל Aviva=אביבה Chana|Hannah=חנה Michal=מיכל Noa=נועה',
  ),
  family: tokens(
    'Ben-David|Bendavid=בן-דוד Mizrahi|Mizrachi=מזרחי Peretz|Perez=פרץ Shapira|Shapiro=שפירא Azoulay|Azulay=אזולאי Friedman|Fridman=פרידמן Katzav|Katsav=קצב Dayan=דיין Harel=הראל Golan=גולן',
  ),
}
