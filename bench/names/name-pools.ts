import { createRandom, type Random } from '@entente/testkit'

/** How the names of one part of the world are made: common words by hand, the long tail from syllables. */
export interface NamePool {
  id: string
  /** Share among people. */
  share: number
  states: readonly string[]
  /** The commonest come first. */
  given: readonly string[]
  family: readonly string[]
  /** Syllables of the long tail, and how many of them a word has. */
  syllables: readonly string[]
  length: readonly [number, number]
  /** `g` a given name, `p` a father's name, `f` a family name, with what stands between them. */
  patterns: readonly string[]
  /** How many different given and family names there are. */
  sizes: readonly [number, number]
}

const words = (text: string): string[] => text.trim().split(/\s+/)
const pool = (
  id: string,
  share: number,
  states: string,
  given: string,
  family: string,
  syllables: string,
  length: readonly [number, number],
  patterns: readonly string[],
  sizes: readonly [number, number],
): NamePool => ({
  id,
  share,
  states: words(states),
  given: words(given),
  family: words(family),
  syllables: words(syllables),
  length,
  patterns,
  sizes,
})

/** Names of many scripts and orders. Common words are common ones of their language; everything else is invented: nobody is meant. */
export const namePools: readonly NamePool[] = [
  pool(
    'arabic',
    0.14,
    'EGY MAR DZA JOR IRQ SDN',
    'Mohammed Ahmed Ali Hassan Omar Ibrahim Khaled Yusuf Mustafa Hussein Abdullah Fatima Mahmoud Salim Karim Tarek Layla Samir',
    'Hassan Ali Ibrahim Saleh Mansour Haddad Khalil Nasser Darwish Qasim Aziz Rahman Najjar Sabbagh Bakri',
    'ba da fa ha ja ka la ma na qa ra sa ta wa za mu nu hu su ri li ni mi di ghal shar kham bad fir sal tar haf nas',
    [2, 3],
    ['g f', 'g g f', 'g g g f', 'g al-f', 'g bin g al-f'],
    [6000, 30000],
  ),
  pool(
    'arabic-script',
    0.04,
    'SAU SYR LBN YEM',
    'محمد أحمد علي حسن عمر إبراهيم خالد يوسف مصطفى حسين فاطمة محمود سالم كريم',
    'الحسن علي إبراهيم صالح منصور حداد خليل ناصر درويش قاسم عزيز نجار',
    'با دا فا ها جا كا لا ما نا قا را سا تا وا زا مو نو ري لي ني مي دي غال شر خم بد فر سل تر حف نس',
    [2, 3],
    ['g f', 'g g f', 'g g g f'],
    [3000, 10000],
  ),
  pool(
    'persian',
    0.06,
    'IRN AFG TJK',
    'Ali Reza Mohammad Hossein Mehdi Hamid Amir Zahra Fatemeh Farhad Navid Omid Parisa Shirin',
    'Ahmadi Hosseini Karimi Mohammadi Rezaei Moradi Nouri Rahimi Sadeghi Jafari',
    'ba pa far meh shah dar gol nav rost kam zan sor ta bi ri zi mo par vash khor ahm',
    [2, 3],
    ['g f', 'g g f', 'g f-zadeh'],
    [3000, 15000],
  ),
  pool(
    'south-asian',
    0.15,
    'IND PAK BGD LKA NPL',
    'Muhammad Rahul Amit Priya Sunil Anil Imran Asif Ayesha Rajesh Sanjay Deepak Vijay Farhana Nusrat',
    'Kumar Singh Khan Sharma Patel Ahmed Hussain Gupta Rahman Akhtar Das Malik Iqbal Reddy Nair',
    'ra ja na sha vi ku pra de su ma ha ro ki dha bha gan chan jit pal mit raj vee lak thi ya sri',
    [2, 4],
    ['g f', 'g f', 'g g f', 'g f f'],
    [9000, 40000],
  ),
  pool(
    'russian',
    0.1,
    'RUS BLR KAZ UKR',
    'Aleksandr Sergei Dmitri Andrei Aleksei Ivan Mikhail Elena Olga Natalia Tatiana Nikolai Pavel Igor',
    'Ivanov Petrov Sidorov Smirnov Kuznetsov Popov Volkov Sokolov Morozov Novikov',
    'bar gol vor zub kar mal sto lev chern tar grom der ple sha bog dob rud kol nik sav lub rom',
    [1, 3],
    ['g fov', 'g govich fov', 'g fova', 'g fenko', 'g fin'],
    [3000, 30000],
  ),
  pool(
    'cyrillic',
    0.05,
    'RUS BGR UKR SRB',
    'Александр Сергей Дмитрий Андрей Алексей Иван Михаил Елена Ольга Наталья Николай Павел',
    'Иванов Петров Сидоров Смирнов Кузнецов Попов Волков Соколов Морозов Новиков',
    'бар гол вор зуб кар мал сто лев черн тар гром дер пле ша бог доб руд кол ник сав люб ром',
    [1, 3],
    ['g fов', 'g gович fов', 'g fова', 'g fенко'],
    [2000, 15000],
  ),
  pool(
    'west-european',
    0.16,
    'FRA GBR DEU ESP ITA NLD',
    'John Marie David Anna Thomas Maria Peter Paul Laura Michael Julia Martin José Sophie Jürgen François',
    'Smith Martin Müller García Rossi Jones Schmidt López Bernard Dubois Ferrari Jansen Weber Wilson Taylor',
    'ber mar lin gar ton del vil son man hof stein bach cour mont sal ven tor cas ric wal fer brun haus lan dor',
    [2, 3],
    ['g f', 'g f', 'g g f', 'g de f', 'g van der f', 'g f f', 'f, g'],
    [8000, 60000],
  ),
  pool(
    'chinese',
    0.1,
    'CHN TWN SGP HKG',
    'Wei Fang Min Jing Li Qiang Lei Yang Yong Jun Jie Juan Tao Ming Chao Xia Ping Gang',
    'Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo',
    'xiao yu hao zhi wen jian guo hua mei ling xin bo tian yi ran shu qing peng kai yuan hong lan fei zhen',
    [2, 2],
    ['f g', 'f g', 'g f', 'f g g'],
    [500, 60],
  ),
  pool(
    'han',
    0.03,
    'CHN TWN',
    '伟 芳 敏 静 强 磊 洋 勇 军 杰 娟 涛 明 超 霞 平 刚',
    '王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗',
    '小 雨 浩 志 文 建 国 华 美 玲 欣 博 天 一 然 淑 庆 鹏 凯 远 红 兰 飞 珍',
    [2, 2],
    ['fg'],
    [500, 60],
  ),
  pool(
    'korean',
    0.04,
    'KOR PRK',
    'Minjun Seojun Jiwoo Seoyeon Jimin Hyun Young-Ho Sung-Min Eun-Ji Ji-Hye',
    'Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon',
    'min jun seo ji woo yeon hyun young ho sung eun hye soo jin kyung tae dong chul sook mi ra',
    [2, 2],
    ['f g', 'g f', 'f g'],
    [400, 80],
  ),
  pool(
    'hangul',
    0.02,
    'KOR PRK',
    '민준 서준 지우 서연 지민 영호 성민 은지 지혜',
    '김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권',
    '민 준 서 지 우 연 현 영 호 성 은 혜 수 진 경 태 동 철 숙 미 라',
    [2, 2],
    ['fg', 'f g'],
    [400, 80],
  ),
  pool(
    'west-african',
    0.06,
    'NGA SEN GHA MLI CIV',
    'Mamadou Ibrahima Ousmane Fatou Aminata Kwame Kofi Chukwu Ngozi Amara Sekou Moussa',
    'Diallo Traore Ndiaye Diop Keita Camara Mensah Owusu Okafor Adeyemi Bello Sow',
    'ba ko ne di la ma ye so fo chi nwo ola ade tun emi bou gue ndi sey kwa osu agye ife',
    [2, 4],
    ['g f', 'g f', 'g g f'],
    [5000, 20000],
  ),
  pool(
    'south-east-asian',
    0.05,
    'VNM IDN MYS THA PHL',
    'Nguyen Budi Siti Agus Dewi Minh Linh Somchai Putri Andi Maria Jose',
    'Nguyen Tran Le Pham Saputra Santos Wijaya Reyes Hidayat Cruz Vu Dang',
    'su wi di ra ka sa ta na wan yo to ning har tan no put tra phan rat chai thu van anh bao',
    [2, 3],
    ['g f', 'f g g', 'g f', 'g bin f'],
    [4000, 20000],
  ),
]

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
const kept = new Map<string, string[]>()

/** Of a pool's given (0) or family (1) names the one of this rank: always the same. */
export function nameOfRank(of: NamePool, kind: 0 | 1, rank: number): string {
  const key = `${of.id}/${kind}`
  let list = kept.get(key)
  if (list === undefined) {
    list = [...(kind === 0 ? of.given : of.family)]
    kept.set(key, list)
  }
  const random = list.length <= rank ? createRandom(`${key}/${list.length}`) : null
  while (random !== null && list.length <= rank) {
    let word = ''
    for (let left = random.between(of.length[0], of.length[1]); left > 0; left -= 1) word += random.pick(of.syllables)
    list.push(capital(word))
  }
  return list[rank] ?? ''
}

/** A rank of Zipf's law with exponent one among `size`. */
export const skewedRank = (random: Random, size: number): number =>
  Math.min(size - 1, Math.floor(Math.exp(random.next() * Math.log(size + 1))) - 1)
