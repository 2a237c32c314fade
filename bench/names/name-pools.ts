import { createRandom, type Random } from '@entente/testkit'

/** The rules for names of one part of the world. Common words come from a list, rare words are made of syllables. */
export interface NamePool {
  id: string
  /** The share of all people who have names of this pool. */
  share: number
  states: readonly string[]
  /** Given names, most common first. */
  given: readonly string[]
  family: readonly string[]
  /** Syllables of rare words, and the number of syllables in a word. */
  syllables: readonly string[]
  length: readonly [number, number]
  /** Patterns of full names: `g` is a given name, `p` a father's name, `f` a family name. Any other text is kept. */
  patterns: readonly string[]
  /** The numbers of different given and family names. */
  sizes: readonly [number, number]
  /** The name of rank r occurs in proportion to 1 / (r + evenness), for given and family names. */
  evenness: readonly [number, number]
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
  evenness: readonly [number, number],
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
  evenness,
})

/** Names of many scripts and orders. Common words are real common words of their language; rare words are invented. No real person is meant. */
export const namePools: readonly NamePool[] = [
  pool(
    'arabic',
    0.14,
    'EGY MAR DZA JOR IRQ SDN',
    'Mohammed Ahmed Ali Hassan Omar Ibrahim Khaled Yusuf Mustafa Hussein Abdullah Fatima Mahmoud Salim Karim Tarek Layla Samir',
    'Hassan Ali Ibrahim Saleh Mansour Haddad Khalil Nasser Darwish Qasim Aziz Rahman Najjar Sabbagh Bakri',
    'ba da fa ha ja ka la ma na qa ra sa ta wa za mu nu hu su ri li ni mi di ghal shar kham bad fir sal tar haf nas ab ad am as az bas dar dur fal gham had hal ham har hash jab jal jam jar kan kar laj lub mah maj mar mash mub nad naf naj nur qad qal qub rab raf rash saf sah sam shah shuk taw tha ub wah yas zah zub zay i',
    [2, 3],
    ['g f', 'g g f', 'g g g f', 'g al-f', 'g bin g al-f'],
    [12000, 50000],
    [2, 10],
  ),
  pool(
    'arabic-script',
    0.04,
    'SAU SYR LBN YEM',
    'محمد أحمد علي حسن عمر إبراهيم خالد يوسف مصطفى حسين فاطمة محمود سالم كريم',
    'الحسن علي إبراهيم صالح منصور حداد خليل ناصر درويش قاسم عزيز نجار',
    'با دا فا ها جا كا لا ما نا قا را سا تا وا زا مو نو ري لي ني مي دي غال شر خم بد فر سل تر حف نس به جم حر دل رش زه سع شك صب ضر طه ظف عب غز فه قد كن له مج نج هن وه يع',
    [2, 3],
    ['g f', 'g g f', 'g g g f'],
    [5000, 15000],
    [2, 10],
  ),
  pool(
    'persian',
    0.06,
    'IRN AFG TJK',
    'Ali Reza Mohammad Hossein Mehdi Hamid Amir Zahra Fatemeh Farhad Navid Omid Parisa Shirin',
    'Ahmadi Hosseini Karimi Mohammadi Rezaei Moradi Nouri Rahimi Sadeghi Jafari',
    'ba pa far meh shah dar gol nav rost kam zan sor ta bi ri zi mo par vash khor ahm ab ar as az bah bar dad eh em far gar ham has ir kam kar ladan mad man neg nil pej per rah ram sam sep shab sim tav vah yaz yeg zab',
    [2, 3],
    ['g f', 'g g f', 'g f-zadeh'],
    [5000, 20000],
    [3, 10],
  ),
  pool(
    'south-asian',
    0.15,
    'IND PAK BGD LKA NPL',
    'Muhammad Rahul Amit Priya Sunil Anil Imran Asif Ayesha Rajesh Sanjay Deepak Vijay Farhana Nusrat',
    'Kumar Singh Khan Sharma Patel Ahmed Hussain Gupta Rahman Akhtar Das Malik Iqbal Reddy Nair',
    'ra ja na sha vi ku pra de su ma ha ro ki dha bha gan chan jit pal mit raj vee lak thi ya sri ab ad aj am an ar ash bal bas chi dee dev dhar gau gir har in is jag jai jas kal kam kar kha kish lal mad mal man moh nan nar nav om pad pal pan par pur ram ran rup sab sam san sar shan sub sud tar tej uma un var ven vin yad yog',
    [2, 4],
    ['g f', 'g f', 'g g f', 'g f f'],
    [15000, 50000],
    [5, 4],
  ),
  pool(
    'russian',
    0.1,
    'RUS BLR KAZ UKR',
    'Aleksandr Sergei Dmitri Andrei Aleksei Ivan Mikhail Elena Olga Natalia Tatiana Nikolai Pavel Igor',
    'Ivanov Petrov Sidorov Smirnov Kuznetsov Popov Volkov Sokolov Morozov Novikov',
    'bar gol vor zub kar mal sto lev chern tar grom der ple sha bog dob rud kol nik sav lub rom al an ar bel ber bog bor bul char dem dol er fed gal gor gus ig kaz kir kol kor kos kra kur lap leb log mar mel mir mos mur naz nem os pan pas per pol pot pro pus rad raz res rog rom rub ryb sam sem ser shi sid skor sob sol sor ste suk sur tim tok tre tur ul uv vas ved ver vin vlad yak yar zai zim',
    [1, 3],
    ['g fov', 'g govich fov', 'g fova', 'g fenko', 'g fin'],
    [3000, 40000],
    [4, 25],
  ),
  pool(
    'cyrillic',
    0.05,
    'RUS BGR UKR SRB',
    'Александр Сергей Дмитрий Андрей Алексей Иван Михаил Елена Ольга Наталья Николай Павел',
    'Иванов Петров Сидоров Смирнов Кузнецов Попов Волков Соколов Морозов Новиков',
    'бар гол вор зуб кар мал сто лев черн тар гром дер пле ша бог доб руд кол ник сав люб ром ал ан бел бер бул чар дем дол фед гал гор гус каз кир кор кос кра кур лап леб лог мел мир мос мур наз нем пан пас пер пол про пус рад раз рог руб рыб сам сем сер шид скор соб сол сор сте сук сур тим тре тур вас вед вер вин влад як яр зай зим',
    [1, 3],
    ['g fов', 'g gович fов', 'g fова', 'g fенко'],
    [2500, 20000],
    [4, 25],
  ),
  pool(
    'west-european',
    0.16,
    'FRA GBR DEU ESP ITA NLD',
    'John Marie David Anna Thomas Maria Peter Paul Laura Michael Julia Martin José Sophie Jürgen François',
    'Smith Martin Müller García Rossi Jones Schmidt López Bernard Dubois Ferrari Jansen Weber Wilson Taylor',
    'ber mar lin gar ton del vil son man hof stein bach cour mont sal ven tor cas ric wal fer brun haus lan dor al an ar ash bal ban bar bau beck bel ben bon bor bran bren bri bro bur cal cam can car char chau cla cor cou cra dal dan dar de der di don du dun ed el en er es ev fal far fel fin for fran fre gal gau ger gil gol gra gre gri gui ham har hau hel hen her hol hor hu is jan ka kel ken ker kin kir kla kra lam lau le len ley lo lor lu mal man mas mei men mi mo mor mul na nel no nor ol or os pal pan par pas pel per pi pol por pre pri qui ram ran ray re rei ren ri ro ros rou ru sa sar sau sch sel ser shaw si so spen sta ster sto stra su sul sut tal tan tay te ter tho ti tom tre tri tur ul va van var ver vi vo wag wal war was wei wel wen wer wes whit wil win wol wood wor',
    [2, 3],
    ['g f', 'g f', 'g g f', 'g de f', 'g van der f', 'g f f', 'f, g'],
    [15000, 80000],
    [10, 25],
  ),
  pool(
    'chinese',
    0.1,
    'CHN TWN SGP HKG',
    'Wei Fang Min Jing Li Qiang Lei Yang Yong Jun Jie Juan Tao Ming Chao Xia Ping Gang',
    'Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo',
    'xiao yu hao zhi wen jian guo hua mei ling xin bo tian yi ran shu qing peng kai yuan hong lan fei zhen an ai bao bei bin cai chang chao chen cheng chun dan dong fan feng fu gang guang hai han heng hui ji jia jie jin jing jun ke lei li liang liu long lu man min ming na ning pan ping qi qian qin qiu rong rui sen shan shi song su tai ting tong wan wei wu xi xia xian xiang xing xiu xu xuan xue ya yan yang ye yin ying yong you yun ze zhan zhao zheng zhong zhou zhu zi',
    [2, 2],
    ['f g', 'f g', 'g f', 'f g g'],
    [10000, 400],
    [12, 4],
  ),
  pool(
    'han',
    0.03,
    'CHN TWN',
    '伟 芳 敏 静 强 磊 洋 勇 军 杰 娟 涛 明 超 霞 平 刚',
    '王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗',
    '小 雨 浩 志 文 建 国 华 美 玲 欣 博 天 一 然 淑 庆 鹏 凯 远 红 兰 飞 珍 安 宝 斌 昌 晨 成 春 丹 东 帆 峰 刚 光 海 涵 恒 辉 佳 嘉 洁 金 晶 俊 凯 磊 丽 亮 龙 璐 曼 敏 明 宁 平 琪 倩 琴 秋 荣 瑞 森 珊 诗 松 涛 婷 彤 伟 希 霞 祥 翔 晓 兴 秀 旭 轩 雪 雅 燕 阳 怡 英 永 宇 云 泽 哲 珍 正 中 子',
    [2, 2],
    ['fg'],
    [5000, 400],
    [12, 4],
  ),
  pool(
    'korean',
    0.04,
    'KOR PRK',
    'Minjun Seojun Jiwoo Seoyeon Jimin Hyun Young-Ho Sung-Min Eun-Ji Ji-Hye',
    'Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon',
    'min jun seo ji woo yeon hyun young ho sung eun hye soo jin kyung tae dong chul sook mi ra ah bin bo chan eon ga gang gi geon gyu ha han hee hwa hwan il in jae jeong jong ju ki kwang kyu man moon myung na nam rae ran rim sang seok seon seong si so soon su tak won woong yeong yong yoon yu yul',
    [2, 2],
    ['f g', 'g f', 'f g'],
    [3000, 150],
    [12, 1.5],
  ),
  pool(
    'hangul',
    0.02,
    'KOR PRK',
    '민준 서준 지우 서연 지민 영호 성민 은지 지혜',
    '김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권',
    '민 준 서 지 우 연 현 영 호 성 은 혜 수 진 경 태 동 철 숙 미 라 아 빈 보 찬 언 가 강 기 건 규 하 한 희 화 환 일 인 재 정 종 주 광 만 문 명 나 남 래 란 림 상 석 선 시 소 순 탁 원 웅 용 윤 유 율',
    [2, 2],
    ['fg', 'f g'],
    [3000, 150],
    [12, 1.5],
  ),
  pool(
    'west-african',
    0.06,
    'NGA SEN GHA MLI CIV',
    'Mamadou Ibrahima Ousmane Fatou Aminata Kwame Kofi Chukwu Ngozi Amara Sekou Moussa',
    'Diallo Traore Ndiaye Diop Keita Camara Mensah Owusu Okafor Adeyemi Bello Sow',
    'ba ko ne di la ma ye so fo chi nwo ola ade tun emi bou gue ndi sey kwa osu agye ife ab ad ade ak am an ay ayo bab bal bam ban bi da dem den di dja du ef ek em en fa fem fo gan ge go had ib ike im iye ja jal ka kad kan kei ki kon kou lam law lo ma mai mam man mbe men mu mus na nan ne ni nia nke no nye od oje oke olu omo on oye sa sai sal san se si sid sou ta tam to tou uch udo uma wal wo ya yao ye zan zu',
    [2, 4],
    ['g f', 'g f', 'g g f'],
    [8000, 30000],
    [4, 6],
  ),
  pool(
    'south-east-asian',
    0.05,
    'VNM IDN MYS THA PHL',
    'Nguyen Budi Siti Agus Dewi Minh Linh Somchai Putri Andi Maria Jose',
    'Nguyen Tran Le Pham Saputra Santos Wijaya Reyes Hidayat Cruz Vu Dang',
    'su wi di ra ka sa ta na wan yo to ning har tan no put tra phan rat chai thu van anh bao ad ai am an ang ar as ay ba ban be bin bon bu cha chi cho da de dha duc ek er fa ga gi go gu hai ham hien hoa hong hu hung i in ip ja jo ju kam kar khanh ki kit ko la lam lan le lim lo lu ma mal man mei min mu na nga ngoc ni nop nu on pa pan pen phong pi pon pra pu quang ri ro ru sai sak sam san sar se si sin son sri sup tai tam tan te ti tin tri tu tuan u un va vi vich viet wat wi xuan ya yut',
    [2, 3],
    ['g f', 'f g g', 'g f', 'g bin f'],
    [8000, 30000],
    [6, 3],
  ),
]

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
const kept = new Map<string, string>()

/** Returns the given (0) or family (1) name of a rank, which is always the same. Two ranks may have the same name. */
export function nameOfRank(of: NamePool, kind: 0 | 1, rank: number): string {
  const common = (kind === 0 ? of.given : of.family)[rank]
  if (common !== undefined) return common
  const key = `${of.id}/${kind}/${rank}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const random = createRandom(key)
  let word = ''
  for (let left = random.between(of.length[0], of.length[1]); left > 0; left -= 1) word += random.pick(of.syllables)
  const name = capital(word)
  kept.set(key, name)
  return name
}

/** Draws a rank of given (0) or family (1) names by the Zipf-Mandelbrot law. */
export function drawRank(random: Random, of: NamePool, kind: 0 | 1): number {
  const [size, level] = [of.sizes[kind], of.evenness[kind]]
  return Math.min(size - 1, Math.floor(level * ((size + level) / level) ** random.next() - level))
}
